using System.Text.Json.Nodes;

namespace LabPortal.Worker.Tests.Commands;

public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_TinyExperiment_ReportsEverythingAsJsonLines()
    {
        using var folder = new TempFolder();
        var spec = folder.Write("spec.json", TinySpec.Experiment(60));
        var (code, output, errors) = await WorkerProgram.RunAsync("run", spec, "--out", Path.Combine(folder.Path, "out"), "--threads", "1");
        Assert.Equal((0, ""), (code, errors));
        var records = Records(output);
        Assert.Superset(
            new HashSet<string> { "metric", "sample", "outcomes", "probe", "checkpoint", "log", "end" },
            records.Select(record => (string)record["type"]!).ToHashSet());
        var ends = records.Where(record => (string)record["type"]! == "end").ToList();
        Assert.Equal(["next-token", "reversed"], ends.Select(end => (string)end["arm"]!));
        Assert.All(ends, end => Assert.Equal(("completed", 60), ((string)end["outcome"]!, (int)end["step"]!)));
        var checkpoint = (string)records.Last(record => (string)record["type"]! == "checkpoint")["path"]!;
        Assert.True(File.Exists(checkpoint));
        Assert.True(File.Exists(Path.Combine(folder.Path, "out", "reversed", "seed-1", "spec.json")));
    }

    [Fact]
    public async Task Run_OpenQuestions_ReportsWhatCameOfEachAndTheSweepOnce()
    {
        using var folder = new TempFolder();
        var (code, output, errors) = await WorkerProgram.RunAsync("run", folder.Write("spec.json", TinySpec.Open(60)), "--threads", "1");
        Assert.Equal((0, ""), (code, errors));
        var records = Records(output);
        var open = records.Last(record => (string)record["type"]! == "outcomes")["open"]!.AsArray().Select(flags => (int)flags!).ToList();
        Assert.Equal(30, open.Count);
        Assert.Equal((double)records.Last(record => (string?)record["name"] == "eval/coherence")["value"]!, open.Average(flags => flags & 1), 1e-12);
        var sweep = Assert.Single(records, record => (string?)record["name"] == "sweep");
        Assert.Equal((60, "Sampling sweep", 8), ((int)sweep["step"]!, (string)sweep["title"]!, sweep["payload"]!["temperature"]!["creativity"]!.AsArray().Count));
    }

    [Fact]
    public async Task Run_OneArmAndSeed_TrainsOnlyThat()
    {
        using var folder = new TempFolder();
        var spec = folder.Write("spec.json", TinySpec.Experiment(5));
        var (code, output, _) = await WorkerProgram.RunAsync("run", spec, "--arm", "reversed", "--seed", "7");
        Assert.Equal(0, code);
        Assert.All(Records(output), record => Assert.Equal(("reversed", 7), ((string)record["arm"]!, (int)record["seed"]!)));
    }

    // What an arm begins with is what the one before ended with: the same held-out loss, to the last bit.
    [Fact]
    public async Task Run_SearchedArmsThatStartFromOthers_BeginWhereThoseEnded()
    {
        using var folder = new TempFolder();
        var (code, output, errors) = await WorkerProgram.RunAsync("run", folder.Write("spec.json", TinySpec.Loop(30)), "--threads", "1");
        Assert.Equal((0, ""), (code, errors));
        var losses = Records(output).Where(record => (string?)record["name"] == "eval/loss")
            .ToDictionary(record => ((string)record["arm"]!, (int)record["seed"]!, (int)record["step"]!), record => (double)record["value"]!);
        Assert.Equal(16, losses.Count);
        foreach (var rate in new[] { "0.001", "0.002" })
            foreach (var seed in new[] { 1, 2 })
                Assert.Equal(losses[($"first, learningRate {rate}", seed, 30)], losses[($"second, learningRate {rate}", seed, 0)]);
        Assert.NotEqual(losses[("first, learningRate 0.001", 1, 30)], losses[("first, learningRate 0.002", 1, 30)]);
    }

    [Fact]
    public async Task Run_StartOfARunThatOnlyALabHas_AsksForTheFile()
    {
        using var folder = new TempFolder();
        var spec = TinySpec.Run(5).Replace("\"steps\": 5,", "\"steps\": 5, \"from\": \"run 12\",");
        var (code, _, errors) = await WorkerProgram.RunAsync("run", folder.Write("spec.json", spec));
        Assert.Equal(1, code);
        Assert.Contains("starts from run 12 (training.from), but was given no weights. Outside a lab give the file: --weights FILE.", errors);
    }

    [Fact]
    public async Task Run_SameSeedTwice_GivesTheSameMetrics()
    {
        using var folder = new TempFolder();
        var spec = folder.Write("spec.json", TinySpec.Run(40));
        var first = await WorkerProgram.RunAsync("run", spec, "--seed", "3", "--threads", "1");
        var second = await WorkerProgram.RunAsync("run", spec, "--seed", "3", "--threads", "1");
        Assert.NotEmpty(Metrics(first.Output));
        Assert.Equal(Metrics(first.Output), Metrics(second.Output));
    }

    [Fact]
    public async Task Run_Interrupted_SavesACheckpointAndSaysSo()
    {
        using var folder = new TempFolder();
        await using var program = WorkerProgram.Start("run", folder.Write("spec.json", TinySpec.Run(1_000_000, 0)));
        string line;
        do line = (await program.Output.ReadLineAsync())!;
        while (!line.Contains("train/loss"));
        // Not Ctrl+C's own signal: where tests run in the background, a shell has programs ignore it.
        program.Send(Signal.Terminate);
        var rest = Records(await program.Output.ReadToEndAsync());
        Assert.Equal(130, await program.WaitAsync());
        Assert.Equal("cancelled", (string)rest[^1]["outcome"]!);
        Assert.Contains(rest, record => (string)record["type"]! == "checkpoint");
    }

    private static List<string> Metrics(string output) => Records(output)
        .Where(record => (string)record["type"]! == "metric" && !((string)record["name"]!).StartsWith("system/"))
        .Select(record => record.ToJsonString())
        .ToList();

    private static List<JsonObject> Records(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
}
