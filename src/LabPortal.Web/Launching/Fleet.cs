using LabPortal.Data;
using LabPortal.Data.Workers;
using LabPortal.Training.Running;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Launching;

/// <summary>The workers that are there now, and how many runs they train side by side.</summary>
public sealed record Fleet(IReadOnlyList<WorkerNode> Workers)
{
    public static readonly Fleet None = new([]);

    public int Cores => Workers.Sum(worker => worker.Cores);

    public int Slots(DeviceKind device) => Workers.Sum(worker => worker.Offers.Of(Name(device)));

    /// <summary>Who would train: "this machine's worker (1 cpu slot, 2 cores)"; null where nobody would.</summary>
    public string? Words(DeviceKind device)
    {
        var slots = Slots(device);
        if (slots == 0)
            return null;
        var who = Workers is [var one] ? one.Name == Environment.MachineName ? "this machine's worker" : $"the worker {one.Name}" : $"{Workers.Count} workers";
        return $"{who} ({Controls.Words.Plural(slots, $"{Name(device)} slot")}, {Controls.Words.Plural(Cores, "core")})";
    }

    public static string Name(DeviceKind device) => device == DeviceKind.Cuda ? WorkerSlots.GpuKind : WorkerSlots.CpuKind;

    public static async Task<Fleet> ReadAsync(LabDbContext db, DateTime now, CancellationToken cancel = default)
    {
        var since = now - WorkerNode.Patience;
        return new Fleet(await db.WorkerNodes.AsNoTracking().Where(worker => worker.HeartbeatAt > since).OrderBy(worker => worker.Name).ToListAsync(cancel));
    }
}
