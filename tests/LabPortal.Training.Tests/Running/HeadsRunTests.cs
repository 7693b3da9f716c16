using LabPortal.Training.Models;
using LabPortal.Training.Playground;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Training.Tests.Specs;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Running;

/// <summary>Whole runs of objectives that need more of a network than the next token.</summary>
public sealed class HeadsRunTests : IDisposable
{
    private const string Text = "to be or not to be that is the question whether tis nobler in the mind to suffer the slings and arrows of outrageous fortune ";

    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-").FullName;

    public static TheoryData<string, string> Arms => new()
    {
        { """{"name":"multi-token","options":{"heads":3}}""", PathStar },
        { """{"name":"multi-token","options":{"heads":3,"reduction":"mean","decoding":"self-speculative"}}""", CharText },
        { """{"name":"token-order"}""", PathStar },
        { """{"name":"token-order","options":{"window":4,"weight":0.5}}""", CharText },
    };

    private const string PathStar = """{"name":"path-star"}""";
    private static readonly string CharText = $$$"""{"name":"char-text","options":{"corpus":"{{{new string('0', 64)}}}","block":16}}""";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Arms))]
    public void Execute_ResumedFromACheckpoint_GoesOnBitForBitAndAnswers(string objective, string task)
    {
        var json = Json(objective, task);
        var whole = Run(json);
        var checkpoint = whole.Checkpoints[0];
        var resumed = Run(json, checkpoint.Path);
        Assert.Equal(whole.Comparable(checkpoint.Step), resumed.Comparable());
        Assert.Equal(whole.Checkpoints[^1].Sha256, resumed.Checkpoints[^1].Sha256);
        var losses = whole.Metrics.Where(one => one.Name == "train/loss").Select(one => one.Value).ToArray();
        Assert.True(losses[^1] < losses[0] - 0.1, $"{losses[0]} to {losses[^1]}");

        using var model = PlaygroundModel.Load(Spec.Read(json).Arms[0], 1, whole.Checkpoints[^1].Path, _ => TextFile());
        var answer = model.Answer(new PlayOptions());
        Assert.Empty(answer.Errors);
        Assert.NotEmpty(answer.Free);
        Assert.Equal(whole.Samples[^1].Output.Length, answer.Free.Count);
    }

    [Fact]
    public void Execute_TokenOrderOnADenoiser_Trains()
    {
        var sink = Run(Spec.Json(objective: """{"name":"token-order"}""", model: """{"name":"denoiser","options":{"layers":1,"heads":2,"width":16,"condition":8}}"""));
        // At the start all of 13 tokens are alike to the logits; the order's loss comes on top.
        var losses = sink.Metrics.Where(one => one.Name == "train/loss").Select(one => one.Value).ToArray();
        Assert.InRange(losses[0], 2 * Math.Log(13) - 0.5, 2 * Math.Log(14) + 0.5);
        Assert.True(losses[^1] < losses[0]);
    }

    [Fact]
    public void Execute_MultiToken_TellsOfEachHead()
    {
        var sink = Run(Json("""{"name":"multi-token","options":{"heads":3}}""", PathStar));
        var probe = sink.Probes.Last(one => one.Name == "heads").Json;
        Assert.Equal("[1,2,3]", probe["heads"]!.ToJsonString());
        Assert.Equal(sink.Last("eval/loss"), (double)probe["loss"]![0]!, 1e-5);
        Assert.Equal(sink.Last("eval/token-accuracy"), (double)probe["accuracy"]![0]!, 1e-5);
        foreach (var head in new[] { 2, 3 })
        {
            Assert.Equal((double)probe["loss"]![head - 1]!, sink.Last($"eval/head-{head}-loss"));
            Assert.Equal((double)probe["accuracy"]![head - 1]!, sink.Last($"eval/head-{head}-accuracy"));
        }
    }

    [Fact]
    public void Build_TokenOrder_StartsAsNextTokenDoesWithALayerMore()
    {
        Network Build(string objective)
        {
            var spec = Spec.Read(Json($$"""{"name":"{{objective}}"}""", PathStar)).Arms[0];
            manual_seed(1);
            return spec.Build(spec.Task.Open(null).Vocabulary);
        }

        using var plain = Build("next-token");
        using var own = Build("token-order");
        Assert.Equal(plain.state_dict().Keys.Append("head.weight"), own.state_dict().Keys);
        Assert.All(plain.named_parameters(), pair => Assert.Equal(pair.parameter.data<float>(), own.get_parameter(pair.name)!.data<float>()));
        var estimate = SpecEstimate.Of(Spec.Read(Json("""{"name":"token-order"}""", PathStar)).Arms[0], null, 1e9);
        Assert.Equal(own.parameters().Sum(one => one.numel()), estimate.Parameters);
    }

    [Theory]
    [InlineData("""{"name":"gpt","options":{"layers":3}}""", 3, "3 heads need 4 layers, and model.options.layers is 3. Raise it, or lower this to 2.")]
    [InlineData("""{"name":"gpt","options":{"layers":2}}""", 2, "2 heads need 3 layers, and model.options.layers is 2. Raise it.")]
    [InlineData("""{"name":"denoiser"}""", 2, "This model predicts no token but the next. Choose the model gpt.")]
    [InlineData("""{"name":"gpt","options":{"layers":8}}""", 5, "A target has 3 tokens, so that head 4 has none to predict. Choose at most 3 heads.")]
    [InlineData("""{"name":"gpt","options":{"layers":32}}""", 17, "17 is out of range: 2 to 16.")]
    public void Parse_HeadsThatDoNotFit_AreRefusedWithTheBound(string model, int heads, string reason)
    {
        var errors = ExperimentSpec.Parse(Spec.Json(model: model, objective: $$$"""{"name":"multi-token","options":{"heads":{{{heads}}}}}""")).Errors;
        Assert.Contains(errors, error => error.Field == "objective.options.heads" && error.Message.EndsWith(reason, StringComparison.Ordinal));
    }

    private static string Json(string objective, string task) => Spec.Json(
        task: task, objective: objective, model: """{"name":"gpt","options":{"layers":4,"heads":2,"width":16,"dropout":0.1}}""",
        training: """{"steps":25,"batch":8,"learningRate":0.003,"warmup":5,"checkpointEvery":9,"recordEvery":1}""");

    private RecordingSink Run(string json, string? resumeFrom = null)
    {
        var sink = new RecordingSink();
        var environment = new RunEnvironment(1, Path.Combine(_folder, Guid.NewGuid().ToString("N")), resumeFrom, _ => TextFile());
        var outcome = RunLoop.Execute(Spec.Read(json).Arms[0], 1, environment, sink, CancellationToken.None);
        Assert.Equal(RunEnd.Completed, outcome.End);
        return sink;
    }

    private string TextFile()
    {
        var path = Path.Combine(_folder, "text.txt");
        if (!File.Exists(path))
            File.WriteAllText(path, string.Concat(Enumerable.Repeat(Text, 20)));
        return path;
    }
}
