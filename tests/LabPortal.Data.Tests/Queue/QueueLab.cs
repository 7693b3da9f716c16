using LabPortal.Data.Queue;
using LabPortal.Data.Settings;
using LabPortal.Data.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Queue;

/// <summary>A lab with workers that have described themselves, and schedulers that tell the test whose turn came.</summary>
internal static class QueueLab
{
    public const string Worker = "one";

    /// <summary>A second process's view of the lab, with a worker that is alive and whose slots the test starts itself.</summary>
    public static async Task<TempLab> WorkerAsync(this TempLab portal, RecordingExecutor executor, string slots = "cpu=1,gpu=1", string name = Worker, DateTime? heard = null)
    {
        await portal.ReportAsync(name, worker => worker.Announce(slots, "cpu", "1", 2, 16 * PlanCase.Gigabyte, heard ?? DateTime.UtcNow));
        return TempLab.View(portal.Folder, services => services.AddSingleton<IRunExecutor>(lab => executor.Of(lab, name)));
    }

    /// <summary>Lets the worker take turns; the test has put its runs into the queue.</summary>
    public static Task StartAsync(this TempLab worker, string slots = "cpu=1,gpu=1")
    {
        var offered = WorkerSlots.Parse(slots)!;
        return worker.Get<LabScheduler>().StartAsync(new Dictionary<string, int> { ["cpu"] = offered.Cpu, ["gpu"] = offered.Devices.Count });
    }

    public static async Task ReportAsync(this TempLab lab, string name, Action<WorkerNode> change)
    {
        await using var db = lab.Db();
        var worker = await db.WorkerNodes.SingleOrDefaultAsync(known => known.Name == name);
        if (worker is null) db.WorkerNodes.Add(worker = new WorkerNode(name));
        change(worker);
        await db.SaveChangesAsync();
    }

    public static async Task RuleAsync(this TempLab lab, QueueRules rules)
    {
        await lab.Get<SettingStore>().WriteAsync(QueueRules.Key, rules);
        await lab.Get<IRunQueue>().ReconcileAsync();
    }

    public static async Task<IReadOnlyList<PlannedRun>> PlanAsync(this TempLab lab) => QueuePlan.Of(await lab.Get<QueueReader>().ReadAsync(), DateTime.UtcNow);
}
