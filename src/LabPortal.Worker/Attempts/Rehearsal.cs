using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Attempts;

/// <summary>
/// Writes once what an attempt writes, into a file that is thrown away. So this process has compiled it before it holds the lock of the lab's
/// file: where many share few processors, half a second of compiling is many seconds for which nobody else can write.
/// </summary>
internal static class Rehearsal
{
    /// <param name="folder">Is made for it, and removed.</param>
    public static async Task RunAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            await using var lab = new ServiceCollection().AddLabData(folder).BuildServiceProvider();
            var (leases, writer) = (lab.GetRequiredService<Leases>(), lab.GetRequiredService<AttemptWriter>());
            var lease = (await leases.OpenAsync(await BeginAsync(lab.GetRequiredService<IDbContextFactory<LabDbContext>>())))!;
            await leases.HeartbeatAsync(lease);
            await leases.DescribeAsync(lease, "{}");
            await writer.ResumeAsync(lease);
            // The first batch makes what the second one changes.
            await writer.WriteAsync(lease, Batch(lease, 1));
            await writer.WriteAsync(lease, Batch(lease, 2));
            var checkpoint = Path.Combine(folder, "checkpoint");
            await File.WriteAllBytesAsync(checkpoint, [1]);
            await writer.KeepCheckpointAsync(lease, 2, checkpoint, new("rehearsal", true));
            await leases.EndAsync(lease, AttemptOutcome.Completed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Guid> BeginAsync(IDbContextFactory<LabDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.EnsureCreatedAsync();
        var experiment = new Experiment("rehearsal", "", 1, "{}", "0", DateTime.UnixEpoch, "");
        var arm = new Arm(experiment, 0, "rehearsal", "{}", "0", 2, "cpu");
        var run = new Run(arm, 1, 1);
        run.Queue(DateTime.UnixEpoch);
        run.Start(DateTime.UnixEpoch);
        var attempt = new Attempt(run, "rehearsal", "{}", null, DateTime.UnixEpoch, Leases.Duration);
        db.AddRange(experiment, arm, run, attempt);
        await db.SaveChangesAsync();
        return attempt.Id;
    }

    private static AttemptBatch Batch(AttemptLease lease, long number) => new(number)
    {
        Metrics = [new("rehearsal", number, 0.5, DateTime.UnixEpoch)],
        Logs = [new(lease.RunId, lease.AttemptId, DateTime.UnixEpoch, "info", "rehearsal")],
        Samples = [new(lease.RunId, number, 0, "[]", "[]", "[]", "[]", true, null)],
        Probes = [new(lease.RunId, number, "rehearsal", "rehearsal", "{}")],
        Outcomes = ExampleOutcomes.Of(lease.RunId, number, "rehearsal", [true], [0.5f]),
        Progress = new(number, 2, null),
    };
}
