using System.Globalization;
using System.Text.Json.Nodes;
using LabPortal.Training.Options;
using LabPortal.Training.Playground;
using LabPortal.Training.Specs;
using Microsoft.AspNetCore.WebUtilities;

namespace LabPortal.Web.Playground;

/// <summary>A question as the page's address holds it: a link shows the same thing again.</summary>
public sealed class PlaygroundAddress
{
    private readonly Dictionary<string, string> _fields;

    private PlaygroundAddress(Dictionary<string, string> fields)
    {
        _fields = fields;
        var errors = new List<SpecError>();
        Run = Whole<int>("run", "a run's number", errors);
        Step = Whole<long>("step", "a checkpoint's step", errors);
        Options = (PlayOptions)OptionReader.Read(typeof(PlayOptions), Json(), "", errors);
        Errors = errors;
    }

    public static IReadOnlyList<OptionField> Known { get; } = OptionSchema.Of(typeof(PlayOptions));

    public int? Run { get; }

    /// <summary>Null takes the newest checkpoint.</summary>
    public long? Step { get; }

    public PlayOptions Options { get; }

    /// <summary>Everything that is wrong with the address, by field.</summary>
    public IReadOnlyList<SpecError> Errors { get; }

    public string Url => QueryHelpers.AddQueryString(Urls.Playground, Names.Where(_fields.ContainsKey).Select(name => KeyValuePair.Create(name, (string?)_fields[name])));

    public static PlaygroundAddress Read(string uri)
    {
        var query = QueryHelpers.ParseQuery(uri.Contains('?') ? uri[uri.IndexOf('?')..] : "");
        return new(Names.Where(query.ContainsKey).ToDictionary(name => name, name => $"{query[name]}"));
    }

    public static PlaygroundAddress Of(int run, long? step = null) => Read("").With("run", $"{run}").With("step", step?.ToString(CultureInfo.InvariantCulture));

    /// <summary>What stands in a field, however wrong; its default where nothing does.</summary>
    public string Text(string name) => _fields.GetValueOrDefault(name) ?? Default(name) ?? "";

    /// <summary>The address with another value in a field; null or the default leaves it out.</summary>
    public PlaygroundAddress With(string name, string? value)
    {
        var fields = _fields.Where(field => field.Key != name).ToDictionary();
        if (value is not null && value != Default(name))
            fields[name] = value;
        return new(fields);
    }

    private static IEnumerable<string> Names => Known.Select(one => one.Name).Prepend("step").Prepend("run");

    private static string? Default(string name) => Known.FirstOrDefault(field => field.Name == name)?.Default?.ToString();

    // What is no number stays as it was typed, so that the check answers at its field.
    private JsonObject Json() => new(Known.Where(field => _fields.ContainsKey(field.Name)).Select(field => KeyValuePair.Create(field.Name, (JsonNode?)(field.Kind switch
    {
        OptionKind.Integer when long.TryParse(_fields[field.Name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        OptionKind.Number when double.TryParse(_fields[field.Name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(_fields[field.Name]),
    }))));

    private T? Whole<T>(string name, string what, List<SpecError> errors) where T : struct, IParsable<T>
    {
        if (!_fields.TryGetValue(name, out var text))
            return null;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;
        errors.Add(new SpecError(name, $"\"{text}\" is not {what}."));
        return null;
    }
}
