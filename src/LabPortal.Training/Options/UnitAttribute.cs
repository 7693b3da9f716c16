namespace LabPortal.Training.Options;

/// <summary>The unit shown beside an option's field.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string unit) : Attribute
{
    public string Unit { get; } = unit;
}
