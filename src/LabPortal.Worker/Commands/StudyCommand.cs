using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LabPortal.Training;
using LabPortal.Training.Specs;
using LabPortal.Worker.Headless;
using LabPortal.Worker.Studies;

namespace LabPortal.Worker.Commands;

/// <summary><c>study</c>: trains every arm of a published study with every seed and prints the comparison.</summary>
internal static class StudyCommand
{
    private const int Interrupted = 130;

    private static readonly Argument<string> Name = new("name") { Description = "The study" };
    private static readonly Option<string> Budget = new("--budget") { Description = "quick or paper", HelpName = "NAME", DefaultValueFactory = _ => "quick" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object on standard output, nothing else there" };
    private static readonly Option<string?> Seeds = new("--seeds") { Description = "Other seeds than the study's", HelpName = "N,N" };
    private static readonly Option<int> Parallel = new("--parallel") { Description = "Runs at a time", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<FileInfo[]> Corpus = CorpusFiles.Option();
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Keep checkpoints in this folder", HelpName = "DIR" };

    public static Command Build()
    {
        Parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024) result.AddError("--parallel takes a number from 1 to 1024.");
        });
        var command = new Command("study", "Reproduce a published study; ends with the comparison table") { Name, Budget, Json, Seeds, Parallel, Corpus, Out };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancel)
    {
        var name = parsed.GetRequiredValue(Name);
        var budget = parsed.GetRequiredValue(Budget);
        var entry = Catalog.Studies.Find(name) ?? throw new CommandException(CommandLine.Misused, Catalog.Studies.Explain(name));
        var study = entry.Create(Activator.CreateInstance(entry.OptionsType)!);
        if (study.Budgets.All(known => known.Name != budget))
            throw new CommandException(CommandLine.Misused,
                $"There is no budget \"{budget}\". There are: {string.Join(", ", study.Budgets.Select(known => known.Name))}.");

        var texts = parsed.GetValue(Corpus) ?? [];
        var corpora = new CorpusFiles(texts);
        if (study.Texts.FirstOrDefault(text => corpora.Find(text.Sha256) is null) is { } wanted)
            throw new CommandException(CommandLine.Misused, $"This study trains on {wanted.Name}: give its file with --corpus. It is published at {wanted.Address} and has the SHA-256 {wanted.Sha256}.");

        var spec = Spec(study.SpecJson(budget), parsed.GetValue(Seeds));
        // Seed by seed, so that every arm has a number early.
        var runs = spec.Seeds.SelectMany(seed => spec.Arms.Select(arm => new StudyRun(arm, seed))).ToList();
        var parallel = Math.Min(parsed.GetValue(Parallel), runs.Count);
        var threads = Math.Max(1, Environment.ProcessorCount / parallel);
        await Console.Error.WriteLineAsync($"{entry.Title}, {budget} budget: {runs.Count} runs, {parallel} at a time with {threads} thread(s) each");

        var keep = parsed.GetValue(Out);
        var folder = keep?.FullName ?? Directory.CreateTempSubdirectory("lab-study-").FullName;
        Directory.CreateDirectory(folder);
        try
        {
            await new StudyRunner(folder, parallel, threads, Console.Error) { Texts = texts }.RunAsync(runs, cancel);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        finally
        {
            if (keep is null) Directory.Delete(folder, recursive: true);
        }

        var report = new StudyReport(name, entry.Title, budget, study, runs);
        Console.WriteLine(parsed.GetValue(Json) ? report.Json().ToJsonString(Relaxed) : report.Table());
        return runs.All(run => run.Completed) ? 0 : 1;
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ExperimentSpec Spec(string json, string? seeds)
    {
        if (seeds is not null)
        {
            var changed = JsonNode.Parse(json)!.AsObject();
            changed["seeds"] = new JsonArray([.. seeds.Split(',').Select(seed =>
                long.TryParse(seed.Trim(), out var number) ? (JsonNode)number : JsonValue.Create(seed))]);
            json = changed.ToJsonString();
        }

        var read = ExperimentSpec.Parse(json);
        return read.Spec ?? throw new CommandException(CommandLine.Misused, [.. read.Errors.Select(error => error.ToString())]);
    }
}
