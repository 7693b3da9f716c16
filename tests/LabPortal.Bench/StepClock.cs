using System.Diagnostics;
using LabPortal.Training.Running;

namespace LabPortal.Bench;

/// <summary>Notes each step's loss, and when it is reported; the run records every step.</summary>
internal sealed class StepClock : IRunSink
{
    private long _last;

    /// <summary>From one step's report to the next; the first step has none.</summary>
    public List<double> Milliseconds { get; } = [];

    public List<double> Losses { get; } = [];

    public void Metric(string name, long step, double value)
    {
        if (name != "train/loss") return;
        Losses.Add(value);
        var now = Stopwatch.GetTimestamp();
        if (step > 0) Milliseconds.Add(Stopwatch.GetElapsedTime(_last, now).TotalMilliseconds);
        _last = now;
    }

    public void Log(RunLogLevel level, string text)
    {
    }

    public void Progress(long step, long totalSteps, TimeSpan? remaining)
    {
    }

    public void Sample(SampleRecord sample)
    {
    }

    public void Outcomes(OutcomeRecord outcomes)
    {
    }

    public void Probe(ProbeRecord probe)
    {
    }

    public void Checkpoint(CheckpointRecord checkpoint)
    {
    }
}
