using System.Globalization;

namespace LabPortal.Web.Controls;

/// <summary>Numbers and times as the lab writes them.</summary>
public static class Words
{
    public const string None = "–";

    public static string Ago(DateTime at, DateTime now)
    {
        var age = now - at;
        return age.TotalSeconds switch
        {
            < 5 => "just now",
            < 60 => $"{(int)age.TotalSeconds} s ago",
            < 3600 => $"{(int)age.TotalMinutes} min ago",
            < 86400 => $"{(int)age.TotalHours} h ago",
            < 30 * 86400 => $"{(int)age.TotalDays} d ago",
            _ => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    public static string Span(TimeSpan? span) => span switch
    {
        null => None,
        { TotalSeconds: < 1 } => "< 1 s",
        { TotalSeconds: < 60 } s => $"{(int)s.TotalSeconds} s",
        { TotalMinutes: < 60 } s => s.TotalMinutes < 10 && s.Seconds > 0 ? $"{s.Minutes} min {s.Seconds} s" : $"{Math.Round(s.TotalMinutes)} min",
        { TotalHours: < 24 } s => $"{(int)s.TotalHours} h {s.Minutes} min",
        { } s => $"{(int)s.TotalDays} d {s.Hours} h",
    };

    /// <summary>A span that may be long, for what something costs: in hours from two hours on.</summary>
    public static string Hours(TimeSpan span) => span.TotalHours switch
    {
        < 2 => Span(span),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
        < 48 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:#,0} h ({span.TotalDays:0.#} days)"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{Digits(bytes / 1e3)} kB",
        < 1_000_000_000 => $"{Digits(bytes / 1e6)} MB",
        _ => $"{Digits(bytes / 1e9)} GB",
    };

    /// <summary>A count with its magnitude: 338784 → "339 k".</summary>
    public static string Count(double count) => Math.Abs(count) switch
    {
        < 10_000 => count.ToString("#,0", CultureInfo.InvariantCulture),
        < 1e6 => $"{Digits(count / 1e3)} k",
        < 1e9 => $"{Digits(count / 1e6)} M",
        < 1e12 => $"{Digits(count / 1e9)} G",
        < 1e15 => $"{Digits(count / 1e12)} T",
        _ => $"{Digits(count / 1e15)} P",
    };

    public static string Value(double? value) => value switch
    {
        null => None,
        double.NaN => "NaN",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        0 => "0",
        { } v when Math.Abs(v) >= 10_000 => Count(v),
        { } v when Math.Abs(v) < 0.001 => v.ToString("0.0e0", CultureInfo.InvariantCulture).Replace("-", "−"),
        { } v when Math.Abs(v) >= 2 && v == Math.Round(v) => v.ToString("#,0", CultureInfo.InvariantCulture).Replace("-", "−"),
        { } v => v.ToString(Math.Abs(v) >= 100 ? "0" : Math.Abs(v) >= 10 ? "0.0" : "0.000", CultureInfo.InvariantCulture).Replace("-", "−"),
    };

    /// <summary>A mean with as many digits as its half-width supports: 0.49 ± 0.02.</summary>
    public static (string Mean, string Spread) WithSpread(double mean, double? half)
    {
        if (half is not { } h || !double.IsFinite(h))
            return (Value(mean), "");
        var places = h < 0.0005 ? 3 : Math.Clamp((int)Math.Ceiling(-Math.Log10(h)) + (h * Math.Pow(10, Math.Ceiling(-Math.Log10(h))) < 2 ? 1 : 0), 0, 3);
        var format = places == 0 ? "0" : "0." + new string('0', places);
        return (mean.ToString(format, CultureInfo.InvariantCulture), h.ToString(format, CultureInfo.InvariantCulture));
    }

    /// <summary>A difference with its sign and its interval, in the digits that the interval supports: +0.48 [0.45, 0.51].</summary>
    public static string Difference(double difference, Training.Statistics.Interval? interval)
    {
        if (interval is not { } range)
            return Signed(Value(difference));
        var shown = Fixed(difference, Places(range));
        // A wide interval leaves no digit of a small difference; one more says at least which way it goes.
        return $"{Signed(difference != 0 && shown.Trim('0', '.', '−').Length == 0 ? Fixed(difference, Places(range) + 1) : shown)} {Interval(range)}";
    }

    public static string Interval(Training.Statistics.Interval range) => $"[{Fixed(range.Low, Places(range))}, {Fixed(range.High, Places(range))}]";

    /// <summary>A p: never a zero that nobody can know.</summary>
    public static string P(double? p) => p switch
    {
        null => None,
        < 0.001 => "< 0.001",
        { } known => known.ToString(known < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>A level such as chance, with as few digits as it has: 0.5, 0.333.</summary>
    public static string Level(double level) => level.ToString("0.0##", CultureInfo.InvariantCulture);

    public static string Plural(int count, string noun) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    private static int Places(Training.Statistics.Interval range) => WithSpread(0, (range.High - range.Low) / 2).Spread.Split('.') is [_, var digits] ? digits.Length : 0;

    private static string Fixed(double value, int places) => Math.Round(value, places).ToString($"F{places}", CultureInfo.InvariantCulture).Replace("-", "−");

    private static string Signed(string number) => number.StartsWith('−') || number is "0" or None ? number : $"+{number}";

    private static string Digits(double value) => value.ToString(value >= 100 ? "0" : value >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}
