using LabPortal.Data;
using LabPortal.Data.Workers;
using LabPortal.Training.Running;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Launching;

/// <summary>The workers that are there now, and how many runs they train side by side.</summary>
public sealed record Fleet(IReadOnlyList<WorkerNode> Workers)
{
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    public static readonly Fleet None = new([]);

    public int Cores => Workers.Sum(worker => worker.Cores);

    public int Slots(DeviceKind device) => Workers.SelectMany(worker => worker.Slots.Split(',')).Select(slot => slot.Split('='))
        .Where(slot => slot.Length == 2 && slot[0] == Name(device)).Sum(slot => int.TryParse(slot[1], out var count) ? count : 0);

    /// <summary>Who would train: "this machine's worker (1 cpu slot, 2 cores)"; null where nobody would.</summary>
    public string? Words(DeviceKind device)
    {
        var slots = Slots(device);
        if (slots == 0)
            return null;
        var who = Workers is [var one] ? one.Name == Environment.MachineName ? "this machine's worker" : $"the worker {one.Name}" : $"{Workers.Count} workers";
        return $"{who} ({Controls.Words.Plural(slots, $"{Name(device)} slot")}, {Controls.Words.Plural(Cores, "core")})";
    }

    public static string Name(DeviceKind device) => device == DeviceKind.Cuda ? "gpu" : "cpu";

    public static async Task<Fleet> ReadAsync(LabDbContext db, DateTime now, CancellationToken cancel = default)
    {
        var since = now - Alive;
        return new Fleet(await db.WorkerNodes.AsNoTracking().Where(worker => worker.HeartbeatAt > since).OrderBy(worker => worker.Name).ToListAsync(cancel));
    }
}
