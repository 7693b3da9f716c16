using System.CommandLine;
using LabPortal.Data;
using LabPortal.Training.Running;
using LabPortal.Worker.Attempts;
using LabPortal.Worker.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary><c>attempt</c>: the child of a node. It gets ready, waits for an attempt's id on standard input, trains it and ends.</summary>
internal static class AttemptCommand
{
    private const int NothingToDo = 3;

    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The portal's data folder", HelpName = "DIR", Required = true };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads to train with", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Command Build()
    {
        var command = new Command("attempt", "Train one attempt, whose id comes on standard input (started by node)") { Data, Threads };
        command.SetAction((parsed, cancel) => Task.Run(() => ExecuteAsync(parsed, cancel), CancellationToken.None));
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancel)
    {
        Oom.Prefer();
        var services = new ServiceCollection();
        services.AddLabData(parsed.GetRequiredValue(Data).FullName);
        services.AddSingleton<AttemptRun>();
        await using var provider = services.BuildServiceProvider();
        var run = provider.GetRequiredService<AttemptRun>();
        var threads = parsed.GetValue(Threads);
        var warning = await GetReadyAsync(provider, threads);

        if (!Guid.TryParse(await Console.In.ReadLineAsync(cancel), out var attempt)) return 0; // the node did not need it
        using var stop = new StopSignal();
        using var signal = cancel.Register(() => stop.Raise(StopReason.WorkerStopped));
        Tether.Watch(() => stop.Raise(StopReason.WorkerStopped));
        return await run.ExecuteAsync(attempt, threads, warning, stop) ? 0 : NothingToDo;
    }

    // What takes time is done before there is an attempt: libtorch is loaded, and EF builds its model, both at once.
    private static async Task<string?> GetReadyAsync(ServiceProvider provider, int threads)
    {
        var torch = Task.Run(() => Machine.Prepare(threads));
        await using var db = await provider.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
        await db.Runs.AsNoTracking().AnyAsync();
        return await torch;
    }
}
