using System.CommandLine;
using LabPortal.Data;
using LabPortal.Data.Queue;
using LabPortal.Data.Workers;
using LabPortal.Worker.Attempts;
using LabPortal.Worker.Nodes;
using LabPortal.Worker.Playground;
using LabPortal.Worker.Processes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LabPortal.Worker.Commands;

/// <summary><c>node</c>: takes queued runs of a data folder and trains each in a child process.</summary>
internal static class NodeCommand
{
    private static readonly Option<string> Name = new("--name") { Description = "What the pages call this worker", HelpName = "NAME", DefaultValueFactory = _ => Environment.MachineName };
    private static readonly Option<string?> Slots = new("--slots") { Description = "How many runs train at once, and on which GPUs", HelpName = "cpu=N,gpu=N|gpu=0+2" };
    private static readonly Option<string?> Log = new Option<string?>("--log") { Description = "A line for people, or a JSON object a line", HelpName = "text|json" }.AcceptOnlyFromAmong([.. LabLog.Formats]);
    private static readonly Option<double?> PlaygroundIdle = new("--playground-idle") { Description = "Seconds that the playground's process is kept without a question", HelpName = "N", Hidden = true };
    private static readonly Option<bool> Tethered = new("--tethered") { Description = "Stop when standard input closes", Hidden = true };

    public static Command Build()
    {
        var command = new Command("node", "Take queued runs and train them") { LabPlace.Data, LabPlace.Database, Name, Slots, Log, PlaygroundIdle, Tethered };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancel)
    {
        var slots = parsed.GetValue(Slots) is { } told ? SlotCount.Parse(told) : SlotCount.Default;
        var options = new NodeOptions(
            parsed.GetRequiredValue(LabPlace.Data).FullName, parsed.GetRequiredValue(Name), slots, Math.Max(1, Environment.ProcessorCount / Math.Max(1, slots.Cpu)));
        if (parsed.GetValue(PlaygroundIdle) is { } idle) options = options with { PlaygroundIdle = TimeSpan.FromSeconds(idle) };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (parsed.GetValue(Tethered)) Tether.Watch(stop.Cancel);

        var services = LabPlace.Services(parsed);
        if (parsed.GetValue(Log) is { } log) Environment.SetEnvironmentVariable(LabLog.Variable, log);
        services.AddLogging(logging => logging
            .AddLabConsole()
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("LabPortal", LogLevel.Information));
        services.AddSingleton(options);
        services.AddSingleton<SpareProcess>();
        services.AddSingleton<Delivery>();
        services.AddSingleton<SpoolReplay>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<IRunExecutor, AttemptSupervisor>();
        services.AddSingleton<PlaygroundDesk>();
        services.AddSingleton<MachineLoad>();
        services.AddSingleton<NodeRecord>();
        services.AddSingleton<Node>();
        await using var provider = services.BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<LabDatabase>().OpenAsync(stop.Token);
            using var folder = await NodeLock.TakeAsync(options.DataFolder, NodeLock.Patience, stop.Token)
                ?? throw new CommandException(1, $"Another worker has the data folder {options.DataFolder}: one serves it. Give that one more slots, or stop it.");
            await using var name = await NodeName.TakeAsync(provider.GetRequiredService<LabStorage>(), options.Name, stop.Token)
                ?? throw new CommandException(1, $"Another worker of this lab is called {options.Name}: choose a name with --name.");
            await provider.GetRequiredService<Node>().RunAsync(stop.Token);
            return 0;
        }
        catch (LabDataException problem)
        {
            throw new CommandException(1, problem.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }
}
