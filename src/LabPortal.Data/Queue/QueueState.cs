using LabPortal.Data.Workers;

namespace LabPortal.Data.Queue;

/// <summary>All that the order of the queue depends on, at one moment.</summary>
/// <param name="Workers">Those that are alive.</param>
public sealed record QueueState(
    IReadOnlyList<WaitingRun> Waiting, IReadOnlyList<TrainingRun> Training, IReadOnlyList<WorkerNode> Workers, QueueRules Rules);
