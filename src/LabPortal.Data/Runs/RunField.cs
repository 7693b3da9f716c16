using System.Diagnostics.CodeAnalysis;

namespace LabPortal.Data.Runs;

/// <summary>A column of the run table. Written as <c>state</c> (an attribute), <c>training.learningRate</c> (an option: it has a dot),
/// <c>eval/accuracy</c> (a metric: it has a slash); where a name does not tell by itself, its kind stands before it: <c>metric:loss</c>, <c>tag:baseline</c>.</summary>
public sealed record RunField(RunFieldKind Kind, string Name)
{
    public static readonly RunField Number = new(RunFieldKind.Attribute, "number");

    /// <summary>What an attribute's values are; null for the other kinds.</summary>
    public RunAttribute? Attribute => Kind == RunFieldKind.Attribute ? RunAttribute.Find(Name) : null;

    public static RunField Metric(string name) => new(RunFieldKind.Metric, name);

    public static RunField Option(string path) => new(RunFieldKind.Option, path);

    /// <param name="problem">What is wrong with the name, for a user to read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RunField? field, [NotNullWhen(false)] out string? problem)
    {
        (field, problem) = (Read(text.Trim()), null);
        if (field is not null) return true;
        problem = $"There is no column \"{text.Trim()}\". The attributes are {string.Join(", ", RunAttribute.All.Select(a => a.Name))}; "
            + "an option is written as training.learningRate, a metric as eval/accuracy or metric:NAME, a tag as tag:NAME.";
        return false;
    }

    public override string ToString() => Read(Name) == this ? Name : $"{Kind.ToString().ToLowerInvariant()}:{Name}";

    private static RunField? Read(string text)
    {
        if (RunAttribute.Find(text) is { } attribute) return new(RunFieldKind.Attribute, attribute.Name);
        foreach (var kind in new[] { RunFieldKind.Option, RunFieldKind.Metric, RunFieldKind.Tag })
            if (text.StartsWith($"{kind}:", StringComparison.OrdinalIgnoreCase) && text.Length > $"{kind}:".Length)
                return new(kind, text[($"{kind}:".Length)..]);
        return text.Contains('/') ? Metric(text) : text.Contains('.') ? Option(text) : null;
    }
}
