namespace LabPortal.Data.Runs;

/// <summary>Where a column of the run table comes from.</summary>
public enum RunFieldKind { Attribute, Option, Metric, Tag }
