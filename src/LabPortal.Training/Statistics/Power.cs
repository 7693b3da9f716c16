namespace LabPortal.Training.Statistics;

/// <summary>What a t test with so many seeds can see.</summary>
public static class Power
{
    /// <summary>The power that a plan usually asks for.</summary>
    public const double Usual = 0.8;

    /// <summary>Beyond this nobody trains.</summary>
    private const int Most = 100_000;

    private const double Alpha = 1 - Interval.Level;

    /// <summary>The chance that a two-sided test at 5 % finds a difference, as R's power.t.test has it.</summary>
    /// <param name="count">Values in each group, or pairs; also between whole numbers.</param>
    /// <param name="deviation">Of the values in a group; for pairs, of their differences.</param>
    public static double Of(double count, double difference, double deviation, bool paired)
    {
        var groups = paired ? 1 : 2;
        var freedom = Math.Max(1e-7, count - 1) * groups;
        var critical = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, freedom, 1 - Alpha / 2);
        return NoncentralT.Above(critical, freedom, Math.Sqrt(count / groups) * Math.Abs(difference) / deviation);
    }

    /// <summary>How many in each group, or pairs, show the difference with this power; not a whole number. Null when nobody could pay for it.</summary>
    public static double? Needed(double difference, double deviation, bool paired, double power = Usual)
    {
        if (difference == 0 || !double.IsFinite(difference) || !double.IsFinite(deviation))
            return null;
        if (deviation == 0)
            return 2;
        return Of(Most, difference, deviation, paired) < power ? null
            : Of(2, difference, deviation, paired) >= power ? 2
            : Solve(count => Of(count, difference, deviation, paired) - power, 2, Most);
    }

    /// <summary>The least difference that so many show with this power; null where fewer than two show none.</summary>
    public static double? Detectable(int count, double deviation, bool paired, double power = Usual)
    {
        if (count < 2 || !double.IsFinite(deviation))
            return null;
        // Counted in deviations: two pairs see 12, whatever they measure.
        return deviation * Solve(difference => Of(count, difference, 1, paired) - power, 0, 100);
    }

    // Bisection: power grows with count and with difference.
    private static double Solve(Func<double, double> growing, double low, double high)
    {
        while (high - low > 1e-9 * Math.Max(1, high))
        {
            var middle = (low + high) / 2;
            (low, high) = growing(middle) < 0 ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }
}
