using LabPortal.Data.Metrics;

namespace LabPortal.Web.Curves;

/// <summary>Where a run's points lie on the horizontal axis: so much for each step, or the time since its start.</summary>
public readonly record struct RunAxis(double PerStep, DateTime? Start = null)
{
    public double X(in MetricBucket bucket) => Start is { } start ? (bucket.At - start).TotalSeconds : bucket.ToStep * PerStep;

    /// <summary>The value at <see cref="X"/>: a bucket knows the time of its first point and the step of its last.</summary>
    public double Y(in MetricBucket bucket) => Start is null ? bucket.Last : bucket.First;
}
