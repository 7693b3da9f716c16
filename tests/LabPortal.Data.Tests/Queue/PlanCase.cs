using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Workers;

namespace LabPortal.Data.Tests.Queue;

/// <summary>Builds what a plan is made of, by numbers.</summary>
internal sealed class PlanCase
{
    public const long Gigabyte = 1_000_000_000;
    public static readonly DateTime Now = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<WaitingRun> _waiting = [];
    private readonly List<TrainingRun> _training = [];
    private readonly List<WorkerNode> _workers = [];

    public QueueRules Rules { get; init; } = QueueRules.None;

    public QueueState State => new(_waiting, _training, _workers, Rules);

    public IReadOnlyList<PlannedRun> Plan => QueuePlan.Of(State, Now);

    public string Order => string.Join(' ', Plan.Select(planned => planned.Run.Number));

    public string? Held(int number) => Plan.Single(planned => planned.Run.Number == number).Held;

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public PlanCase Wait(int number, string owner = "ada", int priority = 0, long? place = null, string slot = "cpu", double? gigabytes = null, RunBefore? after = null)
    {
        _waiting.Add(new(Id(number), number, RunState.Queued, owner, slot, priority, place ?? number, (long?)(gigabytes * Gigabyte), after));
        return this;
    }

    public PlanCase Train(int number, string owner = "ada", string worker = "one", string slot = "cpu", int? device = null, double? gigabytes = null)
    {
        _training.Add(new(Id(number), number, owner, worker, slot, device, (long?)(gigabytes * Gigabyte)));
        return this;
    }

    public PlanCase Worker(string name = "one", string slots = "cpu=2", double gigabytes = 16, WorkerMode mode = WorkerMode.Working, double? free = null, IReadOnlyList<GpuDevice>? gpus = null)
    {
        var worker = new WorkerNode(name);
        worker.Announce(slots, "cpu", "1", 2, (long)(gigabytes * Gigabyte), Now);
        worker.Report(new(null, (long?)(free * Gigabyte), gpus ?? []), Now);
        worker.Become(mode);
        _workers.Add(worker);
        return this;
    }
}
