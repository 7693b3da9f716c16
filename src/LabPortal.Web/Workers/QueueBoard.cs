using LabPortal.Data.Queue;
using LabPortal.Data.Workers;

namespace LabPortal.Web.Workers;

/// <summary>The queue and who works on it, at one moment.</summary>
/// <param name="Lines">The first of them, in their turn.</param>
/// <param name="Workers">Also those that have not been heard of for long, the last heard of first.</param>
public sealed record QueueBoard(QueueState State, int Waiting, int Held, IReadOnlyList<QueueLine> Lines, IReadOnlyList<WorkerNode> Workers, IReadOnlyList<AttemptLine> History)
{
    public IReadOnlyList<TrainingRun> TrainedBy(string worker) => [.. State.Training.Where(run => run.Worker == worker).OrderBy(run => run.Number)];
}
