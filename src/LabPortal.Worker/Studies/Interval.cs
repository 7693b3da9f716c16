using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LabPortal.Worker.Studies;

/// <summary>A mean over seeds with its 95 % confidence interval (Student's t); one seed alone has no interval.</summary>
internal sealed record Interval(double Mean, double? HalfWidth, int Count)
{
    public static Interval? Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return null;
        if (values.Count == 1) return new Interval(values[0], null, 1);
        var standardError = values.StandardDeviation() / Math.Sqrt(values.Count);
        return new Interval(values.Mean(), StudentT.InvCDF(0, 1, values.Count - 1, 0.975) * standardError, values.Count);
    }
}
