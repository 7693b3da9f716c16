using System.Globalization;
using System.Text.RegularExpressions;

namespace LabPortal.Data.Runs;

/// <summary>Reads the values of filters.</summary>
internal static partial class RunValue
{
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>In seconds; a number alone is seconds.</summary>
    public static double? Span(string text) => Number(text) ?? (Amount().Match(text) is { Success: true } match
        ? Number(match.Groups["amount"].Value) * match.Groups["unit"].Value switch { "s" => 1, "min" => 60, "h" => 3600, "d" => 86400, _ => 7 * 86400 }
        : null);

    /// <summary>The moment (UTC) that a text means, and how long it lasts: a day is a day long.</summary>
    public static (DateTime From, TimeSpan Length)? Time(string text, DateTime now)
    {
        if (text.EndsWith(" ago", StringComparison.Ordinal) && Amount().IsMatch(text[..^4]) && Span(text[..^4]) is { } seconds and < 3e9)
            return (now - TimeSpan.FromSeconds(seconds), TimeSpan.Zero);
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        foreach (var (format, length) in new[] { ("yyyy-MM-dd", TimeSpan.FromDays(1)), ("yyyy-MM-dd HH:mm", TimeSpan.FromMinutes(1)), ("yyyy-MM-dd HH:mm:ss", TimeSpan.FromSeconds(1)) })
            if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out var at)) return (at, length);
        return null;
    }

    /// <summary>Empty where it is no state. <c>active</c> is every state that something may come of by itself.</summary>
    public static IReadOnlyList<RunState> States(string text) =>
        text.Equals("active", StringComparison.OrdinalIgnoreCase) ? [RunState.Queued, RunState.Running, RunState.Interrupted]
        : text.All(char.IsLetter) && Enum.TryParse<RunState>(text, true, out var state) ? [state] : [];

    [GeneratedRegex(@"^(?<amount>\d+(\.\d+)?)\s*(?<unit>s|min|h|d|w)$")]
    private static partial Regex Amount();
}
