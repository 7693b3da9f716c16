using LabPortal.Training.Running;

namespace LabPortal.Worker.Tests.Attempts;

/// <summary>Keeps the metrics that must be the same on every machine, as bits.</summary>
internal sealed class RecordingSink : IRunSink
{
    public List<(string Name, long Step, long Bits)> Metrics { get; } = [];

    public void Metric(string name, long step, double value)
    {
        if (!name.StartsWith("system/", StringComparison.Ordinal)) Metrics.Add((name, step, BitConverter.DoubleToInt64Bits(value)));
    }

    public void Log(RunLogLevel level, string text) { }

    public void Progress(long step, long totalSteps, TimeSpan? remaining) { }

    public void Sample(SampleRecord sample) { }

    public void Outcomes(OutcomeRecord outcomes) { }

    public void Probe(ProbeRecord probe) { }

    public void Checkpoint(CheckpointRecord checkpoint) { }
}
