using System.CommandLine;
using LabPortal.Training.Running;
using LabPortal.Worker.Headless;
using LabPortal.Worker.Processes;

namespace LabPortal.Worker.Commands;

/// <summary><c>run</c>: trains a spec without a portal. One JSON object a line on standard output, nothing else there.</summary>
internal static class RunCommand
{
    private const int Interrupted = 130;

    private static readonly Argument<FileInfo> Spec = new Argument<FileInfo>("spec") { Description = "The specification, a JSON file" }.AcceptExistingOnly();
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Keep checkpoints and specs in this folder", HelpName = "DIR" };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Only this seed", HelpName = "N" };
    private static readonly Option<string?> Arm = new("--arm") { Description = "Only this arm", HelpName = "NAME" };
    private static readonly Option<FileInfo[]> Corpus = CorpusFiles.Option();
    private static readonly Option<FileInfo> Weights = new Option<FileInfo>("--weights") { Description = "Start from the weights in this safetensors file, such as another run's checkpoint", HelpName = "FILE" }.AcceptExistingOnly();
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of one run", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };

    private static readonly Option<bool> Tethered = new("--tethered") { Description = "Stop when standard input closes", Hidden = true };

    public static Command Build()
    {
        Threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024) result.AddError("--threads takes a number from 1 to 1024.");
        });
        var command = new Command("run", "Train a specification; JSON lines on standard output") { Spec, Out, Seed, Arm, Corpus, Weights, Threads, Tethered };
        // Not on this thread: signals are listened to only once it has been given back.
        command.SetAction((parsed, cancel) => Task.Run(() => Execute(parsed, cancel), CancellationToken.None));
        return command;
    }

    private static int Execute(ParseResult parsed, CancellationToken cancel)
    {
        var spec = SpecFile.Read(parsed.GetRequiredValue(Spec));
        var seeds = parsed.GetValue(Seed) is { } only ? [only] : spec.Seeds;
        var arms = spec.Arms;
        if (parsed.GetValue(Arm) is { } name)
            arms = arms.Where(arm => arm.Arm == name).ToList() is [_, ..] chosen ? chosen : throw new CommandException(
                CommandLine.Misused, $"There is no arm \"{name}\". There are: {string.Join(", ", arms.Select(arm => arm.Arm))}.");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (parsed.GetValue(Tethered)) Tether.Watch(stop.Cancel);
        using var folder = OutputFolder.Open(parsed.GetValue(Out));
        var corpora = new CorpusFiles(parsed.GetValue(Corpus) ?? []);
        var start = new StartWeights(parsed.GetValue(Weights));
        if (spec.IsHalving) Console.Error.WriteLine("every arm is trained to its end: search.halving stops arms in a lab only");
        var failed = false;
        foreach (var arm in StartWeights.Ordered(arms))
            foreach (var seed in seeds)
            {
                var sink = new JsonLineSink(Console.Out, arm.Arm, seed);
                var environment = new RunEnvironment(parsed.GetValue(Threads), folder.ForRun(arm, seed), null, corpora.Find) { InitialWeights = start.For(arm, seed) };
                var outcome = RunLoop.Execute(arm, seed, environment, sink, stop.Token);
                sink.End(outcome);
                start.Keep(arm, seed, sink.LastCheckpoint);
                if (stop.IsCancellationRequested) return Interrupted;
                if (outcome.End != RunEnd.Failed) continue;
                failed = true;
                Console.Error.WriteLine($"{arm.Arm}, seed {seed} failed: {outcome.Reason}");
            }

        return failed ? 1 : 0;
    }
}
