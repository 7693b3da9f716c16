using System.Runtime.Versioning;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Backups;
using LabPortal.Data.Corpora;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Backups;

public sealed class BackupTests
{
    [Fact]
    public async Task Restore_OfABackup_HasEveryRowArtifactAndKey()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await SavedLab.FillAsync(lab);
        await lab.Get<Leases>().EndAsync(lease, AttemptOutcome.Completed);
        var before = await SavedLab.RowsAsync(lab);
        await using var restored = await SavedLab.RestoreAsync(await SavedLab.BackUpAsync(lab));
        var after = await SavedLab.RowsAsync(restored);
        Assert.Equal(2, after["LogLines"].Count);
        foreach (var (table, rows) in before.Where(table => table.Key != "Settings")) Assert.Equal(rows, after[table]);
        await using var db = restored.Db();
        foreach (var hash in await db.Artifacts.Select(artifact => artifact.Hash).ToListAsync())
            Assert.StartsWith(restored.Folder, await restored.Get<ArtifactStore>().FetchAsync(hash));
        Assert.Equal("<key />", await File.ReadAllTextAsync(Path.Combine(restored.Folder, "keys", "key-1.xml")));
        await restored.Get<LabDatabase>().MigrateAsync();
    }

    [Fact]
    public async Task BackUp_ArtifactIsDroppedMeanwhile_HasItAndTheLabHasNot()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await SavedLab.FillAsync(lab);
        var first = (await ChecksAsync(lab)).Single();
        // When the tables were read, the run goes on: its oldest checkpoint gives way.
        var file = await SavedLab.BackUpAsync(lab, line =>
        {
            if (!line.StartsWith("artifacts: ", StringComparison.Ordinal) && line.StartsWith("MetricChunks", StringComparison.Ordinal))
                foreach (var step in new[] { 20, 30, 40 }) SavedLab.CheckpointAsync(lab, lease, step).GetAwaiter().GetResult();
        });
        Assert.DoesNotContain(first, await ChecksAsync(lab));
        Assert.Null(await lab.Get<ArtifactStore>().FetchAsync(first));
        await using var restored = await SavedLab.RestoreAsync(file);
        Assert.Equal([first], await ChecksAsync(restored));
        Assert.NotNull(await restored.Get<ArtifactStore>().FetchAsync(first));
    }

    [Fact]
    public async Task Restore_RunWasRunning_IsQueuedAgainAndTheOldAttemptCannotWrite()
    {
        await using var lab = await TempLab.CreateAsync();
        var lease = await SavedLab.FillAsync(lab);
        await using var restored = await SavedLab.RestoreAsync(await SavedLab.BackUpAsync(lab));
        Assert.Equal(RunState.Queued, (await restored.RunAsync(lease.RunId)).State);
        await using (var db = restored.Db())
        {
            var attempt = await db.Attempts.SingleAsync();
            Assert.Equal(AttemptOutcome.Interrupted, attempt.Outcome);
            Assert.Contains("restored from a backup", attempt.Reason);
        }

        Assert.False((await restored.Get<AttemptWriter>().WriteAsync(lease, new(2))).Held);
        await restored.Get<LabDatabase>().MigrateAsync();
        await restored.Get<IRunQueue>().ReconcileAsync();
        Assert.NotNull(await restored.Get<Leases>().ClaimAsync(lease.RunId, "worker-b"));
        Assert.Equal(RunState.Running, (await lab.RunAsync(lease.RunId)).State);
    }

    [Fact]
    public async Task Restore_RunStartsFromALaterRow_RefersToIt()
    {
        await using var lab = await TempLab.CreateAsync();
        var runs = await lab.AddRunsAsync(2);
        await using (var db = lab.Db())
        {
            (await db.Runs.SingleAsync(run => run.Id == runs[0].Id)).StartAfter(runs[1].Id);
            await db.SaveChangesAsync();
        }

        await using var restored = await SavedLab.RestoreAsync(await SavedLab.BackUpAsync(lab));
        Assert.Equal(runs[1].Id, (await restored.RunAsync(runs[0].Id)).AfterRunId);
    }

    [Fact]
    public async Task BackUp_ArtifactIsLost_SaysWhichAndSavesTheRest()
    {
        await using var lab = await TempLab.CreateAsync();
        await SavedLab.FillAsync(lab);
        var lost = (await ChecksAsync(lab)).Single();
        File.Delete((await lab.Get<ArtifactStore>().FetchAsync(lost))!);
        var file = Path.Combine(lab.Folder, "a.labbackup");
        var report = await lab.Get<BackupWriter>().WriteAsync(file, _ => { });
        Assert.Equal([lost], report.Missing);
        Assert.Equal(1, report.Artifacts);
        await using var restored = await SavedLab.RestoreAsync(file);
        Assert.Single(await restored.Get<CorpusStore>().AllAsync());
    }

    [Fact]
    public async Task BackUp_FileExists_IsRefusedAndKept()
    {
        await using var lab = await TempLab.CreateAsync();
        var file = Path.Combine(lab.Folder, "precious");
        await File.WriteAllTextAsync(file, "precious");
        await Assert.ThrowsAsync<LabDataException>(() => lab.Get<BackupWriter>().WriteAsync(file, _ => { }));
        Assert.Equal("precious", await File.ReadAllTextAsync(file));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task BackUp_File_IsItsOwnersAlone()
    {
        await using var lab = await TempLab.CreateAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(await SavedLab.BackUpAsync(lab)));
    }

    private static async Task<List<string>> ChecksAsync(TempLab lab)
    {
        await using var db = lab.Db();
        return await db.Checkpoints.OrderBy(checkpoint => checkpoint.Step).Select(checkpoint => checkpoint.ArtifactHash).ToListAsync();
    }
}
