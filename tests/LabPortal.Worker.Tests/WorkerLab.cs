using System.Diagnostics;
using LabPortal.Data;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Experiments;
using LabPortal.Data.Metrics;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Tests;

/// <summary>A lab with a real database, seen as the portal sees it: it queues and cancels, and never trains.</summary>
internal sealed class WorkerLab : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private int _numbers;

    private WorkerLab(Action<IServiceCollection>? more)
    {
        var services = new ServiceCollection().AddLabData(_folder.Path, TestDatabase.For(_folder.Path));
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string Folder => _folder.Path;

    public static async Task<WorkerLab> CreateAsync(Action<IServiceCollection>? more = null)
    {
        var lab = new WorkerLab(more);
        await lab.Get<LabDatabase>().MigrateAsync();
        return lab;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public LabDbContext Db() => Get<IDbContextFactory<LabDbContext>>().CreateDbContext();

    public WorkerProgram StartNode(params string[] more) => WorkerProgram.StartOn(TestDatabase.For(_folder.Path), ["node", "--data", _folder.Path, "--name", "tester", "--slots", "cpu=1", .. more]);

    public async Task<Guid> QueueAsync(string runSpec, long seed = 1)
    {
        var number = ++_numbers;
        await using var db = Db();
        var experiment = new Experiment($"experiment {number}", "", 1, runSpec, "0", DateTime.UtcNow, "tester");
        var arm = new Arm(experiment, 0, "next-token", runSpec, "0", 0, "cpu");
        var run = new Run(arm, seed, number);
        db.Add(experiment);
        db.Add(arm);
        db.Add(run);
        await db.SaveChangesAsync();
        await Get<IRunQueue>().EnqueueAsync([run.Id]);
        return run.Id;
    }

    public async Task<Run> RunAsync(Guid id)
    {
        await using var db = Db();
        return await db.Runs.AsNoTracking().SingleAsync(run => run.Id == id);
    }

    /// <summary>Changes a byte in the middle of an artifact's file.</summary>
    public async Task DamageAsync(string hash)
    {
        await using var file = new FileStream((await Get<ArtifactStore>().FetchAsync(hash))!, FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length / 2;
        var one = (byte)file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(one ^ 1));
    }

    /// <summary>Waits for what another process brings about.</summary>
    public async Task<Run> UntilAsync(Guid id, Func<Run, bool> met, double seconds = 60)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var run = await RunAsync(id);
            if (met(run)) return run;
            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"After {seconds} s the run is {run.State} at step {run.Step}: {run.FailureReason}");
            await Task.Delay(50);
        }
    }

    /// <summary>The newest attempt's process: the node's child that has its checkpoint folder.</summary>
    public static int ChildOf(int node) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == node)
        .OrderBy(id => Process.GetProcessById(id).StartTime)
        .First();

    /// <summary>The node's child that answers the playground, if it is there.</summary>
    public static int? PlaygroundOf(int node) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == node && Arguments(id).Contains("playground"))
        .Select(id => (int?)id).SingleOrDefault();

    /// <summary>Waits until the node's child in reserve has trained ahead: it has made its scratch folder and removed it again.</summary>
    public async Task<int> WarmChildAsync(int node)
    {
        var root = Path.Combine(_folder.Path, "scratch");
        for (var clock = Stopwatch.StartNew(); !Directory.Exists(root) || Directory.EnumerateDirectories(root).Any(); await Task.Delay(20))
            Assert.True(clock.Elapsed.TotalSeconds < 60, "The child in reserve has not warmed up within a minute.");
        return ChildOf(node);
    }

    /// <summary>What the scheduler gives each thread of a process: 20 is the ordinary, more is less.</summary>
    public static IReadOnlyList<int> PrioritiesOf(int process) => Directory.EnumerateDirectories($"/proc/{process}/task")
        .Select(thread => int.Parse(Fields(Path.Combine(thread, "stat"))[15])).ToList();

    /// <summary>Every recorded metric but those of the machine, exact to the bit.</summary>
    public async Task<List<string>> MetricsAsync(Guid run)
    {
        var store = Get<IMetricStore>();
        var names = (await store.SeriesAsync([run])).Select(series => series.Name).Where(name => !name.StartsWith("system/")).ToList();
        var curves = await store.ReadAsync([run], names, null, null, 1_000_000);
        return curves.OrderBy(curve => curve.Name)
            .SelectMany(curve => curve.Buckets.Select(bucket => $"{curve.Name} {bucket.FromStep} {bucket.Count} {bucket.Last:R}"))
            .ToList();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await TestDatabase.DropAsync(_folder.Path);
        _folder.Dispose();
    }

    private static int ParentOf(int process)
    {
        try
        {
            return int.Parse(Fields($"/proc/{process}/stat")[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string[] Arguments(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    // What follows the program's name, which may have spaces in it.
    private static string[] Fields(string stat) => File.ReadAllText(stat).Split(')')[^1].TrimStart().Split(' ');
}
