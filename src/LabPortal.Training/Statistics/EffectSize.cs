using MathNet.Numerics;

namespace LabPortal.Training.Statistics;

/// <summary>How large a difference is, measured by the spread over seeds. Null where there is no spread to measure by, or no finite value.</summary>
public static class EffectSize
{
    /// <summary>Cohen's d: the difference of means over the pooled deviation.</summary>
    public static double? CohensD(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (Summary.Of(a) is not { Deviation: { } first } mine || Summary.Of(b) is not { Deviation: { } second } theirs)
            return null;
        var pooled = Pooled(first, a.Count, second, b.Count);
        return pooled == 0 ? null : (mine.Mean - theirs.Mean) / pooled;
    }

    /// <summary>Hedges' g: d without its bias in small groups, by the exact factor.</summary>
    public static double? HedgesG(IReadOnlyList<double> a, IReadOnlyList<double> b) => CohensD(a, b) * Unbias(a.Count + b.Count - 2);

    /// <summary>Cohen's d of pairs (d_z): the mean difference over the deviation of the differences.</summary>
    public static double? PairedD(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        Summary.Of(Differences.Of(a, b)) is { Deviation: > 0 and var deviation } summary ? summary.Mean / deviation : null;

    /// <summary>Cliff's delta: how much likelier a is above b than below, from −1 to 1.</summary>
    public static double? CliffsDelta(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        a.Count == 0 || b.Count == 0 || a.Concat(b).Any(double.IsNaN) ? null : a.Average(mine => b.Average(theirs => Math.Sign(mine.CompareTo(theirs))));

    internal static double Pooled(double first, int count, double second, int other) =>
        Math.Sqrt(((count - 1) * first * first + (other - 1) * second * second) / (count + other - 2));

    private static double Unbias(double freedom) => Math.Exp(SpecialFunctions.GammaLn(freedom / 2) - SpecialFunctions.GammaLn((freedom - 1) / 2)) / Math.Sqrt(freedom / 2);
}
