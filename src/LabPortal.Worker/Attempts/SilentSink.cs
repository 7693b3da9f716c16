using LabPortal.Training.Running;

namespace LabPortal.Worker.Attempts;

/// <summary>Keeps nothing of what it is told.</summary>
internal sealed class SilentSink : IRunSink
{
    public void Metric(string name, long step, double value) { }

    public void Log(RunLogLevel level, string text) { }

    public void Progress(long step, long totalSteps, TimeSpan? remaining) { }

    public void Sample(SampleRecord sample) { }

    public void Outcomes(OutcomeRecord outcomes) { }

    public void Probe(ProbeRecord probe) { }

    public void Checkpoint(CheckpointRecord checkpoint) { }
}
