using System.Text.RegularExpressions;

namespace LabPortal.Web.Curves;

/// <summary>Which metrics a page shows: every one whose name or title has all the words, or, between slashes, matches the expression.</summary>
public sealed record MetricFilter(Func<string, bool> Passes, string? Error)
{
    public static MetricFilter Read(string? text)
    {
        text = text?.Trim() ?? "";
        if (!text.StartsWith('/'))
        {
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new(name => words.All(word => name.Contains(word, StringComparison.OrdinalIgnoreCase) || MetricNames.Title(name).Contains(word, StringComparison.OrdinalIgnoreCase)), null);
        }
        try
        {
            // Takes time in proportion to a name's length, whatever the expression.
            var expression = new Regex(text.Trim('/'), RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
            return new(expression.IsMatch, null);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return new(_ => true, $"metrics={text} is no regular expression: {error.Message}");
        }
    }
}
