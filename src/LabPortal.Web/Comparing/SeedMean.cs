namespace LabPortal.Web.Comparing;

/// <summary>A mean over seeds with the half-width of its 95 % confidence interval (Student's t; null for a single seed).</summary>
public readonly record struct SeedMean(double Mean, double? Half, int Count, double Variance)
{
    // Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom.
    private static readonly double[] T =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    public static SeedMean? Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return null;
        var mean = values.Average();
        if (values.Count == 1 || !double.IsFinite(mean))
            return new SeedMean(mean, null, values.Count, 0);
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new SeedMean(mean, Quantile(values.Count - 1) * Math.Sqrt(variance / values.Count), values.Count, variance);
    }

    /// <summary>Whether Welch's t test at 5 % cannot tell the two apart; null where a single seed leaves nothing to test with.</summary>
    public bool? TiesWith(SeedMean other)
    {
        if (Count < 2 || other.Count < 2)
            return null;
        var (mine, theirs) = (Variance / Count, other.Variance / other.Count);
        if (mine + theirs == 0)
            return Mean == other.Mean;
        var freedom = (mine + theirs) * (mine + theirs) / (mine * mine / (Count - 1) + theirs * theirs / (other.Count - 1));
        return Math.Abs(Mean - other.Mean) <= Quantile((int)freedom) * Math.Sqrt(mine + theirs);
    }

    private static double Quantile(int freedom) => freedom <= T.Length ? T[Math.Max(freedom, 1) - 1] : 1.96;
}
