using System.Diagnostics;
using System.Globalization;
using LabPortal.Data;
using LabPortal.Data.Experiments;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Chaos;

/// <summary>A lab on a folder of its own with a real portal and real workers, none of them the user's.</summary>
internal sealed class ChaosLab : IAsyncDisposable
{
    /// <summary>Leases are shortened, so that losing one takes no half minute.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(8);

    private readonly string _root = Directory.CreateTempSubdirectory("lab-chaos-").FullName;
    private readonly ServiceProvider _services;
    private readonly List<LabProcess> _processes = [];

    private ChaosLab(string? database)
    {
        Database = database;
        _services = new ServiceCollection().AddLabData(Folder, database).BuildServiceProvider();
    }

    /// <summary>The connection string of its database; null where that is a file.</summary>
    public string? Database { get; }

    public string Folder => Path.Combine(_root, "data");

    /// <summary>What every process of this lab is told.</summary>
    public Dictionary<string, string> Environment { get; } = new() { ["LAB_LEASE_SECONDS"] = Lease.TotalSeconds.ToString(CultureInfo.InvariantCulture) };

    public static async Task<ChaosLab> CreateAsync(string? database)
    {
        var lab = new ChaosLab(database);
        await lab.Get<LabDatabase>().MigrateAsync();
        return lab;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public LabDbContext Db() => Get<IDbContextFactory<LabDbContext>>().CreateDbContext();

    public async Task<LabProcess> StartPortalAsync(bool withWorker)
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        var portal = Start("LabPortal.Web", ["--data", Folder, "--urls", address, .. withWorker ? (string[])[] : ["--no-worker"]], "portal", Database);
        using var client = new HttpClient();
        for (var clock = Stopwatch.StartNew(); !portal.HasExited; await Task.Delay(200))
            try
            {
                if ((await client.GetAsync($"{address}/health")).IsSuccessStatusCode) return portal;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromMinutes(2))
            {
                // It migrates and starts.
            }

        throw new ChaosException($"The portal did not start. It said: {Said("portal")}");
    }

    /// <summary>Where a worker keeps what is its own: on SQLite in the lab's folder.</summary>
    public string FolderOf(string worker) => Database is null ? Folder : Path.Combine(_root, worker);

    /// <param name="database">Another way to the lab's database; null for the straight one.</param>
    public LabProcess StartWorker(string name, int slots, string? database = null)
    {
        var data = FolderOf(name);
        Directory.CreateDirectory(data);
        return Start("LabPortal.Worker", ["node", "--data", data, "--name", name, "--slots", $"cpu={slots}"], name, database ?? Database);
    }

    /// <summary>What processes of this name have said, its end.</summary>
    public string Said(string name) => File.Exists(Log(name)) ? string.Join('\n', File.ReadAllLines(Log(name)).TakeLast(20)) : "nothing";

    /// <summary>Queues a run for each seed, in this order, as a person's launch does.</summary>
    public async Task<IReadOnlyList<Guid>> QueueAsync(string spec, IEnumerable<long> seeds)
    {
        await using var db = Db();
        var number = await db.Runs.MaxAsync(run => (int?)run.Number) ?? 0;
        var experiment = new Experiment($"chaos {number + 1}", "", 1, spec, "0", DateTime.UtcNow, "chaos");
        var arm = new Arm(experiment, 0, "next-token", spec, "0", 0, "cpu");
        var runs = seeds.Select(seed => new Run(arm, seed, ++number)).ToList();
        db.Add(experiment);
        db.Add(arm);
        db.AddRange(runs);
        await db.SaveChangesAsync();
        await Get<IRunQueue>().EnqueueAsync([.. runs.Select(run => run.Id)]);
        return [.. runs.Select(run => run.Id)];
    }

    public async Task<List<Run>> RunsAsync()
    {
        await using var db = Db();
        return await db.Runs.AsNoTracking().OrderBy(run => run.Number).ToListAsync();
    }

    /// <summary>Whether nobody holds the database's one write lock for long; where there is no such lock, always.</summary>
    public async Task<bool> CanWriteAsync()
    {
        if (Database is not null) return true;
        await using var db = Db();
        db.Database.SetCommandTimeout(1);
        await db.Database.OpenConnectionAsync();
        try
        {
            await db.Database.ExecuteSqlRawAsync("BEGIN IMMEDIATE");
            await db.Database.ExecuteSqlRawAsync("ROLLBACK");
            return true;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private LabProcess Start(string program, string[] arguments, string name, string? database)
    {
        var environment = new Dictionary<string, string>(Environment);
        if (database is not null) environment[LabStorage.Variable] = database;
        var process = LabProcess.Start(program, arguments, environment, Log(name));
        _processes.Add(process);
        return process;
    }

    private string Log(string name) => Path.Combine(_root, name + ".log");
}
