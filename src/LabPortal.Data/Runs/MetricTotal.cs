namespace LabPortal.Data.Runs;

/// <summary>A metric's last values over many runs; those that are NaN are left out.</summary>
public readonly record struct MetricTotal(int Count, double Mean, double Min, double Max);
