using LabPortal.Training.Tasks;

namespace LabPortal.Training.Statistics;

/// <summary>Intervals and tests by resampling (Efron), from a fixed seed: the same values give the same answer, always.</summary>
public static class Bootstrap
{
    private const int Draws = 2_000_000;

    /// <summary>Percentile interval of the mean. Null for fewer than two values, or where one is not finite.
    /// With few values it is too narrow: beside three seeds, trust the one by t.</summary>
    public static Interval? Mean(IReadOnlyList<double> values)
    {
        if (values.Count < 2 || values.Any(value => !double.IsFinite(value)))
            return null;
        return Percentiles(Means(values));
    }

    /// <summary>The mean difference over examples that both groups were measured on, in the same order: examples are drawn, whole
    /// pairs at a time. An arm over several seeds gives each example's mean over them.</summary>
    public static (Interval? Interval, TestOutcome Test) Paired(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        const string name = "Paired bootstrap";
        var differences = Differences.Of(a, b);
        if (Differences.WhyNot(differences) is { } reason)
            return (null, TestOutcome.Refuse(name, reason));
        var means = Means(differences);
        var interval = Percentiles(means);
        // Counting one resample more than there were keeps p from being a zero that was not seen (Davison and Hinkley 1997, eq. 4.11).
        var tail = Math.Min(means.Count(mean => mean <= 0), means.Count(mean => mean >= 0));
        return (interval, new TestOutcome(name, null, null, Math.Min(1, 2 * (tail + 1.0) / (means.Length + 1))));
    }

    /// <summary>The interval that leaves out as many of the resampled values below as above. Null for none.</summary>
    internal static Interval? Percentiles(IReadOnlyCollection<double> resampled)
    {
        double[] sorted = [.. resampled.Order()];
        return sorted.Length == 0 ? null : new Interval(Quantile(sorted, (1 - Interval.Level) / 2), Quantile(sorted, (1 + Interval.Level) / 2));
    }

    private static double[] Means(IReadOnlyList<double> of)
    {
        double[] values = [.. of];
        var random = new SeededRandom(0, Purpose.Resampling);
        // Many examples need fewer resamples for the same digits, and the same time for each.
        var means = new double[Math.Clamp(Draws / values.Length, 1_000, 10_000)];
        for (var i = 0; i < means.Length; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < values.Length; j++)
                sum += values[random.Next(values.Length)];
            means[i] = sum / values.Length;
        }
        return means;
    }

    private static double Quantile(double[] sorted, double p)
    {
        var at = p * (sorted.Length - 1);
        var below = (int)at;
        return sorted[below] + (at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
