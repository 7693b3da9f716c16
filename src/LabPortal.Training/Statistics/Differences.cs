namespace LabPortal.Training.Statistics;

/// <summary>Pairs of values, and when nothing can be told from them.</summary>
internal static class Differences
{
    public static double[] Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count)
            throw new ArgumentException($"{a.Count} and {b.Count} values are no pairs.", nameof(b));
        return [.. a.Zip(b, (first, second) => first - second)];
    }

    /// <summary>Null when a test may go on.</summary>
    public static string? WhyNot(IReadOnlyList<double> differences) => WhyNot(differences, "pair");

    public static string? WhyNot(IReadOnlyList<double> values, string what) =>
        values.Count < 2 ? $"{values.Count} {what}{(values.Count == 1 ? "" : "s")}: a test needs at least two"
        : values.Count(value => !double.IsFinite(value)) is > 0 and var bad ? $"{bad} of {values.Count} {what}s {(bad == 1 ? "has" : "have")} a value that is not finite"
        : null;
}
