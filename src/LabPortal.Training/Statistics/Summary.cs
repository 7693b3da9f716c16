using MathNet.Numerics.Distributions;

namespace LabPortal.Training.Statistics;

/// <summary>A group of values, such as one metric over an arm's seeds: how many, their mean, and how sure that is.</summary>
/// <param name="Mean">Not a number, or infinite, when one of the values is: such a run is never left out in silence.</param>
/// <param name="Deviation">Sample standard deviation (n − 1); null for a single value, or where the mean is not finite.</param>
/// <param name="Half">Half the width of the mean's 95 % interval by Student's t; null where there is no deviation.</param>
public readonly record struct Summary(int Count, double Mean, double? Deviation, double? Half)
{
    private static readonly double[] Known = new double[64];

    public Interval? Interval => Half is { } half ? new Interval(Mean - half, Mean + half) : null;

    /// <summary>Null for no values.</summary>
    public static Summary? Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return null;
        var mean = Average(values);
        if (values.Count == 1 || !double.IsFinite(mean))
            return new Summary(values.Count, mean, null, null);
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return new Summary(values.Count, mean, deviation, TwoSidedT(values.Count - 1) * deviation / Math.Sqrt(values.Count));
    }

    /// <summary>The quantile of Student's t that a two-sided 95 % interval takes.</summary>
    internal static double TwoSidedT(double freedom) => StudentT.InvCDF(0, 1, freedom, (1 + Statistics.Interval.Level) / 2);

    // A curve's band asks for the same few hundreds of times.
    private static double TwoSidedT(int freedom) => freedom < Known.Length ? Known[freedom] is > 0 and var known ? known : Known[freedom] = TwoSidedT((double)freedom) : TwoSidedT((double)freedom);

    // Equal values have exactly their own mean, and so no deviation: 0.1 + 0.1 + 0.1 is not 3 × 0.1.
    private static double Average(IReadOnlyList<double> values) => values.All(value => value == values[0]) ? values[0] : values.Average();
}
