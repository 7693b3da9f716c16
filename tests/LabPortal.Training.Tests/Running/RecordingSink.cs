using LabPortal.Training.Running;

namespace LabPortal.Training.Tests.Running;

/// <summary>Keeps what a run reports.</summary>
internal sealed class RecordingSink : IRunSink
{
    public List<(string Name, long Step, double Value)> Metrics { get; } = [];

    public List<SampleRecord> Samples { get; } = [];

    public List<OutcomeRecord> Outcome { get; } = [];

    public List<ProbeRecord> Probes { get; } = [];

    public List<CheckpointRecord> Checkpoints { get; } = [];

    public List<string> Logs { get; } = [];

    public Action<long> OnMetric { get; set; } = _ => { };

    public Action<OutcomeRecord> OnOutcomes { get; set; } = _ => { };

    /// <summary>The metrics that must be the same on every machine, as bits.</summary>
    public IEnumerable<(string Name, long Step, long Bits)> Comparable(long from = 0) =>
        Metrics.Where(one => !one.Name.StartsWith("system/", StringComparison.Ordinal) && one.Step >= from)
            .Select(one => (one.Name, one.Step, BitConverter.DoubleToInt64Bits(one.Value)));

    public double Last(string name) => Metrics.Last(one => one.Name == name).Value;

    public void Metric(string name, long step, double value)
    {
        Metrics.Add((name, step, value));
        OnMetric(step);
    }

    public void Log(RunLogLevel level, string text) => Logs.Add(text);

    public void Progress(long step, long totalSteps, TimeSpan? remaining)
    {
    }

    public void Sample(SampleRecord sample) => Samples.Add(sample);

    public void Outcomes(OutcomeRecord outcomes)
    {
        Outcome.Add(outcomes);
        OnOutcomes(outcomes);
    }

    public void Probe(ProbeRecord probe) => Probes.Add(probe);

    public void Checkpoint(CheckpointRecord checkpoint) => Checkpoints.Add(checkpoint);
}
