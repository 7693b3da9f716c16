namespace LabPortal.Data.Runs;

/// <summary>The metric by which a run is judged.</summary>
public sealed record Headline(string Metric, bool HigherIsBetter);
