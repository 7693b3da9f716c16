namespace LabPortal.Training.Running;

/// <summary>Where a run trains and what it may use.</summary>
/// <param name="Threads">Threads of one operation; the numbers depend on it, so it is recorded with the run.</param>
/// <param name="CheckpointFolder">Receives checkpoints; created when missing.</param>
/// <param name="ResumeFrom">A checkpoint file to go on from. Everything from its step on is reported anew.</param>
/// <param name="CorpusFile">The file of a corpus by hash; null when this lab has no such corpus.</param>
public sealed record RunEnvironment(int Threads, string CheckpointFolder, string? ResumeFrom, Func<string, string?> CorpusFile)
{
    /// <summary>A safetensors file whose weights the run starts from; null for random ones. A resumed run does not look at it.</summary>
    public string? InitialWeights { get; init; }
}
