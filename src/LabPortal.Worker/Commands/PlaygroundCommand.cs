using System.CommandLine;
using LabPortal.Training.Running;
using LabPortal.Worker.Playground;
using LabPortal.Worker.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Worker.Commands;

/// <summary><c>playground</c>: the child of a node that answers questions to checkpoints, until standard input closes.</summary>
internal static class PlaygroundCommand
{
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads to compute with", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Command Build()
    {
        var command = new Command("playground", "Answer questions to checkpoints, whose ids come on standard input (started by node)") { LabPlace.Data, Threads };
        command.SetAction((parsed, _) => Task.Run(() => ExecuteAsync(parsed), CancellationToken.None));
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed)
    {
        Oom.Prefer();
        Machine.Prepare(parsed.GetValue(Threads));
        var services = LabPlace.Services(parsed);
        services.AddSingleton<Answerer>();
        await using var provider = services.BuildServiceProvider();
        var answerer = provider.GetRequiredService<Answerer>();
        LowPriority.TakeForThisProcess(); // not before: somebody waits for the start
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (!Guid.TryParse(line, out var question)) continue;
            await answerer.AnswerAsync(question);
            Console.WriteLine(line);
        }

        return 0;
    }
}
