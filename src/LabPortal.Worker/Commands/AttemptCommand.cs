using System.CommandLine;
using LabPortal.Data;
using LabPortal.Data.Runs;
using LabPortal.Training.Running;
using LabPortal.Worker.Attempts;
using LabPortal.Worker.Nodes;
using LabPortal.Worker.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary><c>attempt</c>: the child of a node. It gets ready, waits for an attempt's id on standard input, trains it and ends.</summary>
internal static class AttemptCommand
{
    private const int NothingToDo = 3;

    private static readonly Option<int> Threads = new("--threads") { Description = "Threads to train with", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Command Build()
    {
        var command = new Command("attempt", "Train one attempt, whose id comes on standard input (started by node)") { LabPlace.Data, Threads };
        command.SetAction((parsed, cancel) => Task.Run(() => ExecuteAsync(parsed, cancel), CancellationToken.None));
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancel)
    {
        Oom.Prefer();
        var services = LabPlace.Services(parsed);
        services.AddSingleton<Delivery>();
        services.AddSingleton<AttemptRun>();
        await using var provider = services.BuildServiceProvider();
        var run = provider.GetRequiredService<AttemptRun>();
        var threads = parsed.GetValue(Threads);
        var line = Task.Run(Console.In.ReadLine, CancellationToken.None);
        var warning = await GetReadyAsync(provider, threads);
        if (await WaitAsync(line, provider.GetRequiredService<LabStorage>().Folder, threads, cancel) is not { } attempt) return 0; // the node did not need it
        using var stop = new StopSignal();
        using var signal = cancel.Register(() => stop.Raise(StopReason.WorkerStopped));
        Tether.Watch(() => stop.Raise(StopReason.WorkerStopped));
        try
        {
            return await run.ExecuteAsync(attempt, threads, warning, stop) ? 0 : NothingToDo;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return 0; // told to stop while it waited for the database: the supervisor ends the attempt
        }
    }

    // Warms up until there is an attempt; the run must not meet a step of the warm-up, so that is let end first.
    private static async Task<Guid?> WaitAsync(Task<string?> line, string dataFolder, int threads, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var warm = line.IsCompleted ? Task.CompletedTask : WarmUp.RunAsync(threads, Scratch.For(dataFolder, Guid.NewGuid()), over.Token);
        try
        {
            return Guid.TryParse(await line.WaitAsync(cancel), out var attempt) ? attempt : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            await over.CancelAsync();
            await warm;
        }
    }

    // What takes time is done before there is an attempt: libtorch is loaded, and EF builds its model, both at once.
    private static async Task<string?> GetReadyAsync(ServiceProvider provider, int threads)
    {
        var torch = Task.Run(() => Machine.Prepare(threads));
        var storage = provider.GetRequiredService<LabStorage>();
        try
        {
            await provider.GetRequiredService<Leases>().OpenAsync(Guid.Empty); // nobody's
            if (!storage.IsPostgres) await Rehearsal.RunAsync(Scratch.For(storage.Folder, Guid.NewGuid()));
        }
        catch (Exception error) when (PassingFault.Is(error))
        {
            await Console.Error.WriteLineAsync($"the database is away: {error.GetBaseException().Message}");
        }

        return await torch;
    }
}
