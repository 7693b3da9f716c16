using System.Globalization;

namespace LabPortal.Web.Comparing;

/// <summary>Comma-separated values as spreadsheets read them (RFC 4180), numbers in full and with a point.</summary>
public static class Csv
{
    private static readonly char[] Special = [',', '"', '\n', '\r'];

    public static string Text(IEnumerable<string> head, IEnumerable<IEnumerable<object?>> rows) =>
        string.Concat(rows.Prepend(head).Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));

    public static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString()!),
    };

    // A spreadsheet computes what begins with these: a name must stay a name.
    private static string Quoted(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@', ..] ? $"'{text}" : text;
        return safe.IndexOfAny(Special) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
