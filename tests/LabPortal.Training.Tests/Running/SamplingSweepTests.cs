using System.Text.Json.Nodes;
using LabPortal.Training.Objectives;
using LabPortal.Training.Running;
using LabPortal.Training.Tests.Specs;

namespace LabPortal.Training.Tests.Running;

public sealed class SamplingSweepTests : IDisposable
{
    private const string Siblings = """{"name":"sibling-discovery","options":{"children":10,"triples":100}}""";
    private const string Denoiser = """{"name":"denoiser","options":{"layers":1,"heads":2,"width":16,"condition":8}}""";
    private static readonly double[] Temperatures = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2], TopPs = [0.5, 0.7, 0.8, 0.9, 0.95, 1], Steps = [1, 2, 4, 8, 16, 32, 64, 128];
    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Execute_SweepOfOpenQuestions_ScoresEachSettingOnceAtTheEnd()
    {
        var sweep = Swept(Json(Siblings));
        Assert.Equal(["temperature", "top-p"], sweep.Select(one => one.Key));
        Assert.Equal(Temperatures, Numbers(sweep["temperature"]!["values"]!));
        Assert.Equal(TopPs, Numbers(sweep["top-p"]!["values"]!));
        foreach (var (_, curve) in sweep)
        {
            Assert.Equal(["values", "creativity", "coherence", "memorisation", "diversity"], curve!.AsObject().Select(one => one.Key));
            Assert.All(curve.AsObject(), list => Assert.Equal(Numbers(curve["values"]!).Length, Numbers(list.Value!).Length));
        }

        // Without a seed string greedy decoding gives one answer to all questions, and hot sampling more than one.
        var diversity = Numbers(sweep["temperature"]!["diversity"]!);
        Assert.True(diversity[0] <= 1 / 60.0 && diversity.Max() > 1 / 60.0, string.Join(' ', diversity));
    }

    [Fact]
    public void Execute_SweepOfOneRightAnswer_AgreesWithTheRunsOwnDecoding()
    {
        var sink = Run(Json("""{"name":"path-star","options":{"degree":1,"pathLength":2,"nodes":5}}""", training: """{"steps":60,"batch":32,"learningRate":0.01,"warmup":5}"""));
        var sweep = Assert.Single(sink.Probes, probe => probe.Name == "sweep").Json;
        Assert.Equal(["values", "accuracy"], sweep["temperature"]!.AsObject().Select(one => one.Key));
        var accuracy = Numbers(sweep["temperature"]!["accuracy"]!);
        Assert.Equal(sink.Last("eval/accuracy"), accuracy[0]);
        Assert.InRange(accuracy[^1], 0, accuracy[0]);
    }

    [Theory]
    [InlineData("""{"name":"masked-diffusion","options":{"steps":4}}""", new[] { "temperature", "top-p", "steps" })]
    [InlineData("""{"name":"score-entropy","options":{"steps":4}}""", new[] { "temperature", "top-p", "steps" })]
    [InlineData("""{"name":"score-entropy","options":{"steps":4,"graph":"uniform"}}""", new[] { "steps" })]
    [InlineData("""{"name":"teacherless","options":{"mode":"mixed"}}""", new[] { "temperature", "top-p" })]
    public void Execute_SweepOfAnObjective_HasTheSettingsThatItHears(string objective, string[] settings)
    {
        var sweep = Swept(Json(Siblings, objective, objective.Contains("teacherless") ? null : Denoiser, """{"steps":2,"batch":8,"checkpointEvery":0}"""));
        Assert.Equal(settings, sweep.Select(one => one.Key));
        if (settings.Contains("steps"))
            Assert.Equal(Steps, Numbers(sweep["steps"]!["values"]!));
    }

    [Fact]
    public void Execute_WithASweepOrWithout_TrainsAndMeasuresTheSame()
    {
        var (with, without) = (Run(Json(Siblings)), Run(Json(Siblings).Replace(""","sweep":true""", "")));
        Assert.Equal(without.Comparable(), with.Comparable());
        Assert.DoesNotContain(without.Probes, probe => probe.Name == "sweep");
    }

    [Fact]
    public void Execute_ResumedAtItsEnd_SweepsOnceAndTheSame()
    {
        var whole = Run(Json(Siblings));
        foreach (var checkpoint in whole.Checkpoints)
        {
            var resumed = Run(Json(Siblings), checkpoint.Path);
            Assert.Equal(Sweep(whole).ToJsonString(), Sweep(resumed).ToJsonString());
        }
    }

    // With an average the network holds it just then, and the checkpoint must hold both.
    [Theory]
    [InlineData("")]
    [InlineData(",\"ema\":0.9")]
    public void Execute_CancelledInItsSweep_SweepsWhenItGoesOn(string average)
    {
        var json = Json(Siblings).Replace(",\"checkpointEvery\":9", $",\"checkpointEvery\":9{average}");
        var sink = new RecordingSink();
        using var cancel = new CancellationTokenSource();
        sink.OnOutcomes = outcomes => { if (outcomes.Step == 20) cancel.Cancel(); };
        var outcome = RunLoop.Execute(Spec.Read(json).Arms[0], 1, Environment(null), sink, cancel.Token);
        Assert.Equal((RunEnd.Cancelled, 20), (outcome.End, outcome.Step));
        Assert.DoesNotContain(sink.Probes, probe => probe.Name == "sweep");
        var (whole, resumed) = (Run(json), Run(json, sink.Checkpoints[^1].Path));
        Assert.Equal(Sweep(whole).ToJsonString(), Sweep(resumed).ToJsonString());
        Assert.Equal(whole.Checkpoints[^1].Sha256, resumed.Checkpoints[^1].Sha256);
    }

    [Theory]
    [InlineData("masked-diffusion", 77.6665301)] // N (1 − (1 − 1/N)⁴) in N steps: 14 times 3.8163757 in 32, and those of 1 to 128
    [InlineData("score-entropy", 14 * (1 + 32 * 0.8) + 8 + 255 * 0.8)]
    [InlineData("next-token", 14 * 4)]
    public void Passes_OfAnObjective_AreThoseOfAllItsSettings(string objective, double passes)
    {
        IObjective made = Spec.Read(Spec.Json(Siblings, $$"""{"name":"{{objective}}"}""", model: Denoiser)).Arms[0].Objective;
        Assert.Equal(passes, SamplingSweep.Passes(made, 4, keeps: false), 1e-6);
    }

    private static string Json(
        string task, string objective = """{"name":"next-token"}""", string? model = null, string training = """{"steps":20,"batch":32,"learningRate":0.01,"warmup":5,"checkpointEvery":9}""",
        string evaluation = """{"every":10,"examples":60,"samples":2,"sweep":true}""") =>
        model is null ? Spec.Json(task, objective, training: training, evaluation: evaluation) : Spec.Json(task, objective, model: model, training: training, evaluation: evaluation);

    private static JsonObject Sweep(RecordingSink sink) => Assert.Single(sink.Probes, probe => probe.Name == "sweep").Json;

    private static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(one => one!.GetValue<double>())];

    private JsonObject Swept(string json)
    {
        var probe = Assert.Single(Run(json).Probes, probe => probe.Name == "sweep");
        Assert.Equal("Sampling sweep", probe.Title);
        return probe.Json;
    }

    private RecordingSink Run(string json, string? resumeFrom = null)
    {
        var sink = new RecordingSink();
        Assert.Equal(RunEnd.Completed, RunLoop.Execute(Spec.Read(json).Arms[0], 1, Environment(resumeFrom), sink, CancellationToken.None).End);
        return sink;
    }

    private RunEnvironment Environment(string? resumeFrom) => new(1, Path.Combine(_folder, Guid.NewGuid().ToString("N")), resumeFrom, _ => null);
}
