namespace LabPortal.Data.Metrics;

/// <summary>One value of one metric as a run reports it. Steps of a metric never go back within an attempt.</summary>
/// <param name="Value">Any double: NaN and the infinities are kept.</param>
public readonly record struct MetricPoint(string Name, long Step, double Value, DateTime At);
