using LabPortal.Data;
using LabPortal.Data.Workers;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Nodes;

/// <summary>This worker's row: what it says of itself, and what it is told there.</summary>
internal sealed class NodeRecord(NodeOptions options, MachineLoad load, IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    public async Task<WorkerMode> AnnounceAsync(CancellationToken cancel)
    {
        var measured = await load.MeasureAsync(cancel);
        return await WriteAsync(node =>
        {
            node.Announce(
                options.Slots.ToString(), measured.Gpus is [var gpu, ..] && options.Slots.Devices.Count > 0 ? gpu.Name : "cpu", Build.Version, Environment.ProcessorCount,
                GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, time.GetUtcNow().UtcDateTime);
            node.Report(measured, time.GetUtcNow().UtcDateTime);
        }, cancel);
    }

    /// <returns>Whether it is to take runs.</returns>
    public async Task<WorkerMode> ReportAsync(CancellationToken cancel)
    {
        var measured = await load.MeasureAsync(cancel);
        return await WriteAsync(node => node.Report(measured, time.GetUtcNow().UtcDateTime), cancel);
    }

    private async Task<WorkerMode> WriteAsync(Action<WorkerNode> write, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var node = await db.WorkerNodes.SingleOrDefaultAsync(known => known.Name == options.Name, cancel);
        if (node is null) db.WorkerNodes.Add(node = new WorkerNode(options.Name));
        write(node);
        await db.SaveChangesAsync(cancel);
        return node.Mode;
    }
}
