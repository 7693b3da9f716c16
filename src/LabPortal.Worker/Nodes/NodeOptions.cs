using LabPortal.Data.Queue;
using LabPortal.Data.Workers;

namespace LabPortal.Worker.Nodes;

/// <param name="Name">What the queue and the pages call this worker.</param>
/// <param name="Slots">How many runs at once for each kind of slot.</param>
/// <param name="Threads">Threads of one run.</param>
internal sealed record NodeOptions(string DataFolder, string Name, WorkerSlots Slots, int Threads)
{
    /// <summary>How long the child that answers the playground is kept without a question.</summary>
    public TimeSpan PlaygroundIdle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The groups of runs that it takes, each with its slots: what any worker may take, and what only this one can.</summary>
    public IReadOnlyDictionary<string, int> Groups => new[] { WorkerSlots.CpuKind, WorkerSlots.GpuKind }.Where(kind => Slots.Of(kind) > 0)
        .SelectMany(kind => new[] { kind, PlannedRun.GroupOf(kind, Name) }, (kind, group) => (kind, group))
        .ToDictionary(pair => pair.group, pair => Slots.Of(pair.kind));
}
