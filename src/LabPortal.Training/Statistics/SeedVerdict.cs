using System.Globalization;

namespace LabPortal.Training.Statistics;

/// <summary>A comparison among all of its table, put into words.</summary>
/// <param name="Adjusted">p after Holm's correction over the table.</param>
/// <param name="ToSee">The difference that the seeds are counted for: the one worth seeing, or the one that was seen where that is larger.</param>
/// <param name="Needed">Seeds that show it with 80 % power; null when unknown, or beyond reach.</param>
public sealed record SeedVerdict(SeedComparison Of, double? Adjusted, Finding Finding, double ToSee, double? Needed)
{
    public const double Sure = 1 - Interval.Level;

    /// <summary>Fewest pairs, and values in each of two groups, with which ranks alone can be sure: 2 / 2⁶ and 2 / C(8, 4) are below 5 %.</summary>
    private const int FewestPairs = 6, FewestInGroups = 4;

    /// <summary>The least difference that as many seeds show with 80 % power; null where they show none.</summary>
    public double? Detectable => Of.Deviation is > 0 and { } deviation ? Power.Detectable(Of.Count, deviation, Of.Paired) : null;

    public string Words => Finding switch
    {
        Finding.Better => "better",
        Finding.Worse => "worse",
        Finding.OnlyAlone => $"not sure (p = {P(Of.Decisive.P!.Value)} alone, {P(Adjusted!.Value)} among all tests here)",
        Finding.TooFewSeeds => $"too few seeds to tell (n = {Of.Count}; {Wanted})",
        Finding.NoDifference => Of.Difference == 0 && Of.Deviation is 0 or null ? "no difference" : $"no difference seen (n = {Of.Count} would show one of {Number(ToSee)})",
        _ => $"no test: {Of.Test.WhyNot}",
    };

    private string Wanted => Of.Count < 2 ? "a test needs at least 2"
        : Of.Test.P is null ? $"{(Of.Paired ? FewestPairs : FewestInGroups)} needed where all seeds of an arm agree"
        : Needed is { } needed ? $"about {Seeds(needed)} needed to see a difference of {Number(ToSee)}"
        : $"no number of seeds that anybody trains would show a difference of {Number(ToSee)}";

    /// <summary>Every comparison of a table, with p corrected over all of them.</summary>
    /// <param name="worthSeeing">The least difference that matters, from the baseline's mean.</param>
    public static IReadOnlyList<SeedVerdict> Table(IReadOnlyList<SeedComparison> comparisons, bool higherIsBetter, Func<double, double> worthSeeing) =>
        Table([.. comparisons.Select(one => (one, higherIsBetter, worthSeeing(one.Baseline.Summary?.Mean ?? 0)))]);

    /// <summary>A table over several metrics, each with its own sense.</summary>
    public static IReadOnlyList<SeedVerdict> Table(IReadOnlyList<(SeedComparison Of, bool HigherIsBetter, double WorthSeeing)> comparisons)
    {
        var adjusted = Holm.Adjust([.. comparisons.Select(one => one.Of.Decisive.P)]);
        return [.. comparisons.Select((one, i) => Judge(one.Of, adjusted[i], one.HigherIsBetter, one.WorthSeeing))];
    }

    private static SeedVerdict Judge(SeedComparison of, double? adjusted, bool higherIsBetter, double worthSeeing)
    {
        var toSee = Math.Max(worthSeeing, Math.Abs(of.Difference ?? 0));
        var needed = of.Deviation is { } deviation ? Power.Needed(toSee, deviation, of.Paired) : null;
        var finding = adjusted switch
        {
            < Sure => of.Difference > 0 == higherIsBetter ? Finding.Better : Finding.Worse,
            null => of.Count < 2 ? Finding.TooFewSeeds : Finding.NoTest,
            _ when of.Decisive.P < Sure => Finding.OnlyAlone,
            _ when of.Test.P is null => of.Difference == 0 ? Finding.NoDifference : Finding.TooFewSeeds,
            _ => needed is { } seeds && Math.Ceiling(seeds) <= of.Count ? Finding.NoDifference : Finding.TooFewSeeds,
        };
        return new SeedVerdict(of, adjusted, finding, toSee, needed);
    }

    private static string Seeds(double needed) => Math.Ceiling(needed - 1e-6).ToString("#,0", CultureInfo.InvariantCulture);

    private static string P(double p) => p.ToString(p < 0.001 ? "0e0" : "0.###", CultureInfo.InvariantCulture);

    // Two digits: more would say that the difference itself is known so well.
    private static string Number(double value) => value.ToString("G2", CultureInfo.InvariantCulture);
}
