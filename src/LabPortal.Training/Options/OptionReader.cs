using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Options;

/// <summary>Turns JSON into an options record and names everything that is wrong with it, all at once.</summary>
public static class OptionReader
{
    /// <param name="path">Where the options stand in the spec, such as <c>task.options</c>; leads each error's field.</param>
    /// <returns>The record (with defaults where a field was wrong).</returns>
    public static object Read(Type optionsRecord, JsonObject json, string path, ICollection<SpecError> errors)
    {
        var found = errors.Count;
        var accepted = new JsonObject();
        var properties = OptionSchema.Properties(optionsRecord).ToDictionary(OptionSchema.NameOf);
        foreach (var (name, value) in json)
        {
            if (!properties.TryGetValue(name, out var property))
                errors.Add(new SpecError(Join(path, name), $"There is no such option. There are: {string.Join(", ", properties.Keys)}."));
            else if (Problem(property, value) is { } problem)
                errors.Add(new SpecError(Join(path, name), problem));
            else
                accepted[name] = value!.DeepClone();
        }

        var options = accepted.Deserialize(optionsRecord, OptionJson.Settings)!;
        if (errors.Count == found && options is ICheckedOptions checkedOptions)
            foreach (var error in checkedOptions.Check())
                errors.Add(error with { Field = Join(path, error.Field) });
        return options;
    }

    /// <summary>The record as JSON, every field written out.</summary>
    public static JsonObject Write(object options) =>
        JsonSerializer.SerializeToNode(options, options.GetType(), OptionJson.Settings)!.AsObject();

    /// <summary>The names of options that were <see cref="AddedLaterAttribute">added later</see> and stand at their default.</summary>
    internal static IEnumerable<string> UnusedAdditions(object options)
    {
        var defaults = Activator.CreateInstance(options.GetType());
        return OptionSchema.Properties(options.GetType())
            .Where(property => property.IsDefined(typeof(AddedLaterAttribute)) && Equals(property.GetValue(options), property.GetValue(defaults)))
            .Select(OptionSchema.NameOf);
    }

    private static string? Problem(PropertyInfo property, JsonNode? value)
    {
        object? typed;
        try
        {
            typed = value?.Deserialize(property.PropertyType, OptionJson.Settings);
        }
        catch (JsonException)
        {
            typed = null;
        }

        if (typed is null)
            return $"{Shown(value)} is not {Expected(property.PropertyType)}.";
        var range = property.GetCustomAttribute<RangeAttribute>();
        if (range is not null && !range.IsValid(typed))
            return string.Create(CultureInfo.InvariantCulture, $"{Shown(value)} is out of range: {range.Minimum} to {range.Maximum}.");
        return null;
    }

    private static string Shown(JsonNode? value) => value?.ToJsonString(OptionJson.Settings) ?? "null";

    private static string Expected(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", OptionJson.ChoicesOf(type))}"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : "a text";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
