using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace LabPortal.Data.Runs;

/// <summary>One condition on runs, as people write it: <c>eval/accuracy >= 0.9</c>, <c>state = failed, cancelled</c>,
/// <c>training.learningRate = 0.001</c>, <c>tag = baseline</c>, <c>started >= 2 d ago</c>; words alone are looked for in names.</summary>
/// <param name="Field">Null: text in the experiment's, the arm's or a tag's name, or a run's number.</param>
/// <param name="Values">At least one; with several, any of them will do.</param>
public sealed partial record RunFilter(RunField? Field, RunComparison Comparison, IReadOnlyList<string> Values)
{
    /// <summary>Stands for a value that is not there.</summary>
    public const string None = "none";

    public static RunFilter Of(RunField field, params string[] values) => new(field, RunComparison.Equal, values);

    public static RunFilter Text(string text) => new(null, RunComparison.Contains, [text]);

    /// <summary>Exactly this value, quoted where it has to be.</summary>
    public static string Write(RunField field, RunComparison comparison, string value) => new RunFilter(field, comparison, [value]).ToString();

    /// <param name="problem">What is wrong with the filter, which it names.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RunFilter? filter, [NotNullWhen(false)] out string? problem)
    {
        (filter, problem) = (null, null);
        var match = Condition().Match(text);
        if (!match.Success && text.TrimStart() is ['=' or '<' or '>' or '!' or '~', ..]) problem = "It names no column: write one before the sign.";
        else if (!match.Success) filter = Text(text.Trim());
        else if (match.Groups["field"].Value is "text") filter = Text(string.Join(", ", Read(match.Groups["values"].Value)));
        else
        {
            var name = match.Groups["quoted"] is { Success: true } quoted ? Unquote(quoted.Value) : match.Groups["field"].Value;
            if (RunField.TryParse(name, out var field, out problem))
                filter = new(field, RunComparisons.Read(match.Groups["comparison"].Value), Read(match.Groups["values"].Value));
        }

        if (filter is not null && (problem = RunFilterCheck.Problem(filter)) is null) return true;
        (filter, problem) = (null, $"The filter \"{text.Trim()}\" cannot be used. {problem}");
        return false;
    }

    public override string ToString() => Field is { } field
        ? $"{Quote(field.ToString(), "=<>!~\"")} {RunComparisons.Write(Comparison)} {string.Join(", ", Values.Select(value => Quote(value, ",\"")))}"
        : Condition().IsMatch(Values[0]) ? $"text ~ {Quote(Values[0], ",\"=<>!~")}" : Values[0];

    public bool Equals(RunFilter? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static List<string> Read(string list) => [.. Value().Matches(list)
        .Select(match => match.Groups["quoted"] is { Success: true } quoted ? Unquote(quoted.Value) : match.Value.Trim())
        .Where(value => value.Length > 0)];

    private static string Unquote(string text) => text.Replace("\"\"", "\"");

    private static string Quote(string text, string special) =>
        text.AsSpan().IndexOfAny(special) < 0 && text.Trim() == text && text.Length > 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    [GeneratedRegex("""^\s*(?:"(?<quoted>(?:[^"]|"")*)"|(?<field>[^=<>!~"]+?))\s*(?<comparison>>=|<=|!=|!~|=|>|<|~)\s*(?<values>.*)$""", RegexOptions.Singleline)]
    private static partial Regex Condition();

    [GeneratedRegex("""\s*"(?<quoted>(?:[^"]|"")*)"\s*|[^,]+""", RegexOptions.Singleline)]
    private static partial Regex Value();
}
