using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

/// <summary>What a run has reported and the database does not have yet.</summary>
internal sealed class RecordBuffer
{
    private readonly List<MetricPoint> _metrics = [];
    private readonly List<LogLine> _logs = [];
    private readonly List<SampleRow> _samples = [];
    private readonly List<ProbeResult> _probes = [];
    private ExampleOutcomes? _outcomes;
    private AttemptProgress? _progress;

    public int Count => _metrics.Count + _logs.Count + _samples.Count + _probes.Count + (_outcomes is null ? 0 : 1) + (_progress is null ? 0 : 1);

    public void Add(MetricPoint point) => _metrics.Add(point);

    public void Add(LogLine line) => _logs.Add(line);

    public void Add(SampleRow sample) => _samples.Add(sample);

    public void Add(ProbeResult probe) => _probes.Add(probe);

    public void Set(ExampleOutcomes outcomes) => _outcomes = outcomes;

    public void Set(AttemptProgress progress) => _progress = progress;

    public AttemptBatch ToBatch(long number) => new(number)
    {
        Metrics = _metrics, Logs = _logs, Samples = _samples, Probes = _probes, Outcomes = _outcomes, Progress = _progress,
    };
}
