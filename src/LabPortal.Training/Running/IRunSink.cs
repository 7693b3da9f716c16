namespace LabPortal.Training.Running;

/// <summary>Where a run reports to. Called from one thread, in the order of the steps.</summary>
public interface IRunSink
{
    /// <param name="name">Such as <c>train/loss</c>, <c>eval/accuracy</c>; what begins with <c>system/</c> differs from machine to machine.</param>
    void Metric(string name, long step, double value);

    void Log(RunLogLevel level, string text);

    /// <param name="remaining">Null until it can be told.</param>
    void Progress(long step, long totalSteps, TimeSpan? remaining);

    void Sample(SampleRecord sample);

    /// <summary>Each held-out example on its own; the latest evaluation's are what is kept.</summary>
    void Outcomes(OutcomeRecord outcomes);

    void Probe(ProbeRecord probe);

    void Checkpoint(CheckpointRecord checkpoint);
}
