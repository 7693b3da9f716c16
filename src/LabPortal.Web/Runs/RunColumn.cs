using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>A column as the run table shows it.</summary>
/// <param name="Hint">What it is called in full, where its title is short.</param>
public sealed record RunColumn(RunField Field, string Title, int Width, bool IsNumber, string? Hint)
{
    public bool IsMetric => Field.Kind == RunFieldKind.Metric;

    /// <summary>As filters and URLs write it.</summary>
    public string Name => Field.ToString();
}
