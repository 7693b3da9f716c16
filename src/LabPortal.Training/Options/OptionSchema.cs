using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace LabPortal.Training.Options;

/// <summary>Reads an options record's fields, ranges and words from its attributes: the one source of form, validation and help.</summary>
public static class OptionSchema
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OptionField>> Known = new();

    public static IReadOnlyList<OptionField> Of(Type optionsRecord) => Known.GetOrAdd(optionsRecord, Read);

    internal static IEnumerable<PropertyInfo> Properties(Type optionsRecord) =>
        optionsRecord.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null);

    internal static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static IReadOnlyList<OptionField> Read(Type optionsRecord)
    {
        var defaults = Activator.CreateInstance(optionsRecord)!;
        return Properties(optionsRecord).Select(property => Field(property, defaults)).ToList();
    }

    private static OptionField Field(PropertyInfo property, object defaults)
    {
        var display = property.GetCustomAttribute<DisplayAttribute>();
        var range = property.GetCustomAttribute<RangeAttribute>();
        return new OptionField(
            NameOf(property),
            display?.Name ?? property.Name,
            display?.Description,
            property.GetCustomAttribute<UnitAttribute>()?.Unit,
            KindOf(property),
            JsonSerializer.SerializeToNode(property.GetValue(defaults), property.PropertyType, OptionJson.Settings),
            range is null ? null : Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture),
            range is null ? null : Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture),
            property.PropertyType.IsEnum ? OptionJson.ChoicesOf(property.PropertyType) : null);
    }

    private static OptionKind KindOf(PropertyInfo property)
    {
        if (property.GetCustomAttribute<CorpusAttribute>() is not null)
            return OptionKind.Corpus;
        var type = property.PropertyType;
        if (type.IsEnum)
            return OptionKind.Choice;
        if (type == typeof(bool))
            return OptionKind.Flag;
        if (type == typeof(int) || type == typeof(long))
            return OptionKind.Integer;
        if (type == typeof(double))
            return OptionKind.Number;
        if (type == typeof(string))
            return OptionKind.Text;
        throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name}: an option is an integer, a number, a flag, a text or a choice.");
    }
}
