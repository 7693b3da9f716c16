using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace LabPortal.Training.Statistics;

/// <summary>Student's t for pairs, Welch's for two groups; a − b.</summary>
public static class TTest
{
    public const string PairedName = "Paired t";
    public const string WelchName = "Welch's t";

    private const string NoSpread = "all seeds gave the same, so there is no spread to measure a difference by";

    /// <summary>The interval is that of the mean difference.</summary>
    public static (Interval? Interval, TestOutcome Test) Paired(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var differences = Differences.Of(a, b);
        if (Differences.WhyNot(differences) is { } reason)
            return (null, TestOutcome.Refuse(PairedName, reason));
        var summary = Summary.Of(differences)!.Value;
        var error = summary.Deviation!.Value / Math.Sqrt(summary.Count);
        return IsNothing(error, summary.Mean)
            ? (null, TestOutcome.Refuse(PairedName, NoSpread))
            : (summary.Interval, Outcome(PairedName, summary.Mean / error, summary.Count - 1));
    }

    public static (Interval? Interval, TestOutcome Test) Welch(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if ((Differences.WhyNot(a, "seed") ?? Differences.WhyNot(b, "seed")) is { } reason)
            return (null, TestOutcome.Refuse(WelchName, reason));
        var (first, second) = (Summary.Of(a)!.Value, Summary.Of(b)!.Value);
        var (mine, theirs) = (Variance(first) / first.Count, Variance(second) / second.Count);
        var (error, difference) = (Math.Sqrt(mine + theirs), first.Mean - second.Mean);
        if (IsNothing(error, Math.Max(Math.Abs(first.Mean), Math.Abs(second.Mean))))
            return (null, TestOutcome.Refuse(WelchName, NoSpread));
        // Welch and Satterthwaite.
        var freedom = (mine + theirs) * (mine + theirs) / (mine * mine / (first.Count - 1) + theirs * theirs / (second.Count - 1));
        var half = Summary.TwoSidedT(freedom) * error;
        return (new Interval(difference - half, difference + half), Outcome(WelchName, difference / error, freedom));
    }

    // What rounding leaves of a spread that is none (R stops at the same bound).
    private static bool IsNothing(double error, double scale) => error <= 10 * Precision.DoublePrecision * 2 * Math.Abs(scale);

    private static double Variance(Summary of) => of.Deviation!.Value * of.Deviation.Value;

    private static TestOutcome Outcome(string name, double t, double freedom) =>
        new(name, t, freedom, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t)));
}
