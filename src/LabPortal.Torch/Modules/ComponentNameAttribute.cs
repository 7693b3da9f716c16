namespace TorchSharp.Utils;

/// <summary>The name a field's parameter, buffer or module is registered under, where it is not the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}
