using LabPortal.Data.Metrics;

namespace LabPortal.Data.Runs;

/// <summary>What an attempt has to report since the last batch.</summary>
/// <param name="Number">1, 2, 3 … within the attempt; a batch that is sent again keeps its number and is written once.</param>
public sealed record AttemptBatch(long Number)
{
    public IReadOnlyList<MetricPoint> Metrics { get; init; } = [];
    public IReadOnlyList<LogLine> Logs { get; init; } = [];
    public IReadOnlyList<SampleRow> Samples { get; init; } = [];
    public IReadOnlyList<ProbeResult> Probes { get; init; } = [];

    /// <summary>The latest; the run keeps no others.</summary>
    public ExampleOutcomes? Outcomes { get; init; }

    public AttemptProgress? Progress { get; init; }
}
