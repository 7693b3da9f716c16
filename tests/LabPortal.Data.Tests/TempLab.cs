using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests;

/// <summary>A lab in a folder of its own, with a real migrated database.</summary>
internal sealed class TempLab : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TempLab(string folder, ServiceProvider services) => (Folder, _services) = (folder, services);

    public string Folder { get; }
    public string DatabasePath => Path.Combine(Folder, "lab.db");

    public static async Task<TempLab> CreateAsync(Action<IServiceCollection>? more = null)
    {
        var lab = On(Directory.CreateTempSubdirectory("labportal-").FullName, more);
        await lab.Get<LabDatabase>().MigrateAsync();
        return lab;
    }

    /// <summary>A second process's view of the same folder, as far as one process can have it.</summary>
    public static TempLab On(string folder, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection().AddLabData(folder);
        more?.Invoke(services);
        return new(folder, services.BuildServiceProvider());
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public LabDbContext Db() => Get<IDbContextFactory<LabDbContext>>().CreateDbContext();

    /// <summary>Puts an experiment with one arm and so many draft runs into the lab.</summary>
    public async Task<IReadOnlyList<Run>> AddRunsAsync(int count, string slot = "cpu")
    {
        await using var db = Db();
        var first = 1 + (await db.Runs.MaxAsync(r => (int?)r.Number) ?? 0);
        var experiment = new Experiment($"experiment {first}", "", 1, "{}", "0", DateTime.UtcNow, "somebody");
        var arm = new Arm(experiment, 0, "next-token", "{}", "0", totalSteps: 1000, slot);
        var runs = Enumerable.Range(0, count).Select(i => new Run(arm, seed: i, number: first + i)).ToList();
        db.Add(experiment);
        db.Add(arm);
        db.AddRange(runs);
        await db.SaveChangesAsync();
        return runs;
    }

    /// <summary>A queued run that this caller has just claimed.</summary>
    public async Task<AttemptLease> ClaimNewAsync()
    {
        var run = (await AddRunsAsync(1))[0];
        await Get<IRunQueue>().EnqueueAsync([run.Id]);
        return (await Get<Leases>().ClaimAsync(run.Id, "worker-a"))!;
    }

    public async Task<Run> RunAsync(Guid id)
    {
        await using var db = Db();
        return await db.Runs.AsNoTracking().SingleAsync(r => r.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
