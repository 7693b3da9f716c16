using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests;

/// <summary>A lab in a folder of its own, with a real migrated database.</summary>
internal sealed class TempLab : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private readonly bool _owner;

    private TempLab(string folder, ServiceProvider services, bool owner) => (Folder, _services, _owner) = (folder, services, owner);

    public string Folder { get; }
    public string DatabasePath => Path.Combine(Folder, "lab.db");

    public static async Task<TempLab> CreateAsync(Action<IServiceCollection>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("labportal-").FullName;
        TestDatabase.For(folder);
        var lab = On(folder, more);
        await lab.Get<LabDatabase>().MigrateAsync();
        return lab;
    }

    /// <summary>A lab in a folder that is there already, and goes with it.</summary>
    public static TempLab On(string folder, Action<IServiceCollection>? more = null) => new(folder, Build(folder, more), owner: true);

    /// <summary>A second process's view of a lab, as far as one process can have it.</summary>
    public static TempLab View(string folder, Action<IServiceCollection>? more = null) => new(folder, Build(folder, more), owner: false);

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public IDbContextFactory<LabDbContext> Contexts => Get<IDbContextFactory<LabDbContext>>();

    public LabDbContext Db() => Contexts.CreateDbContext();

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
        if (!_owner) return;
        await TestDatabase.DropAsync(Folder);
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private static ServiceProvider Build(string folder, Action<IServiceCollection>? more)
    {
        var services = new ServiceCollection().AddLabData(folder, TestDatabase.For(folder, absent: true));
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
