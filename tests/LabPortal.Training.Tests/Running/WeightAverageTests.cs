using LabPortal.Torch.Safetensors;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Training.Tests.Specs;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Running;

public sealed class WeightAverageTests : IDisposable
{
    private const string Model = """{"name":"gpt","options":{"layers":1,"heads":2,"width":16,"dropout":0.1}}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // From 1 over 4 and −2: (1 + n) / (10 + n) is 2/11 at the first update and 3/12 at the second.
    [Theory]
    [InlineData(0.9999, 2 / 11.0 + 4 * 9 / 11.0, (2 / 11.0 + 4 * 9 / 11.0) * 0.25 - 2 * 0.75)]
    [InlineData(0.2, 2 / 11.0 + 4 * 9 / 11.0, (2 / 11.0 + 4 * 9 / 11.0) * 0.2 - 2 * 0.8)]
    [InlineData(0.1, 0.1 + 4 * 0.9, (0.1 + 4 * 0.9) * 0.1 - 2 * 0.9)]
    public void Follow_TwoUpdates_RampsToTheDecay(double decay, double first, double second)
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor(new[] { 1f, 1f }));
        using var average = new WeightAverage([("w", weight)], decay);
        foreach (var (update, value, expected) in new[] { (1, 4f, first), (2, -2f, second) })
        {
            using (no_grad())
                weight.fill_(value);
            average.Follow(update);
            Assert.Equal(value, weight[0].item<float>());
            using (average.InNetwork())
                Assert.Equal(expected, weight[1].item<float>(), 1e-5);
            Assert.Equal(value, weight[1].item<float>());
        }
    }

    [Fact]
    public void Execute_WithAnAverage_TrainsTheSameAndEvaluatesTheAverage()
    {
        var (plain, averaged) = (Run(Json(0)), Run(Json(0.9)));
        Assert.Equal(Of(plain, "train/"), Of(averaged, "train/"));
        Assert.Equal(Losses(plain)[0], Losses(averaged)[0]);
        Assert.NotEqual(Losses(plain)[^1], Losses(averaged)[^1], 1e-4);
        // An average that forgets everything is the weights themselves.
        Assert.All(Losses(plain).Zip(Losses(Run(Json(1e-7)))), pair => Assert.Equal(pair.First, pair.Second, 1e-4));

        static double[] Losses(RecordingSink sink) => [.. sink.Metrics.Where(one => one.Name == "eval/loss").Select(one => one.Value)];
    }

    [Fact]
    public void Execute_ResumedWithAnAverage_GoesOnBitForBit()
    {
        var whole = Run(Json(0.9));
        foreach (var checkpoint in whole.Checkpoints.Take(2))
        {
            var resumed = Run(Json(0.9), resumeFrom: checkpoint.Path);
            Assert.Equal(whole.Comparable(checkpoint.Step), resumed.Comparable());
            Assert.Equal(whole.Checkpoints[^1].Sha256, resumed.Checkpoints[^1].Sha256);
            Assert.Equal(whole.Samples.Where(sample => sample.Step == 25).Select(sample => string.Join(' ', sample.Probabilities)), resumed.Samples.Where(sample => sample.Step == 25).Select(sample => string.Join(' ', sample.Probabilities)));
        }
    }

    [Fact]
    public void Execute_CancelledWithAnAverageAndResumed_GoesOnBitForBit()
    {
        var whole = Run(Json(0.9));
        var sink = new RecordingSink();
        using var cancel = new CancellationTokenSource();
        sink.OnMetric = step => { if (step == 10) cancel.Cancel(); }; // while the average is being evaluated
        Assert.Equal((RunEnd.Cancelled, 10), RunLoop.Execute(Spec.Read(Json(0.9)).Arms[0], 1, Environment(), sink, cancel.Token) is var ended ? (ended.End, ended.Step) : default);
        Assert.Equal(whole.Comparable(10), Run(Json(0.9), resumeFrom: sink.Checkpoints[^1].Path).Comparable());
    }

    [Fact]
    public void Save_WithAnAverage_KeepsUnderPlainNamesWhatWasEvaluated()
    {
        using var scope = NewDisposeScope();
        var whole = Run(Json(0.9));
        var next = Run(Json(0.9).Replace("\"steps\":25", "\"steps\":26"), weights: whole.Checkpoints[^1].Path);
        Assert.Equal(whole.Last("eval/loss"), next.Metrics.First(one => one.Name == "eval/loss").Value);
        var tensors = SafetensorsFile.Load(whole.Checkpoints[^1].Path).Tensors;
        var live = tensors.Keys.Where(name => name.StartsWith("optimizer.live.", StringComparison.Ordinal)).ToList();
        Assert.Equal(tensors.Keys.Count(name => name.StartsWith("optimizer.exp_avg.", StringComparison.Ordinal)), live.Count);
        Assert.All(live, name => Assert.True(CheckpointFile.IsRunState(name)));
        Assert.Contains(live, name => !tensors[name].allclose(tensors[name["optimizer.live.".Length..]]));
    }

    [Fact]
    public void Save_WithoutAnAverage_KeepsEachWeightOnce()
    {
        using var scope = NewDisposeScope();
        Assert.DoesNotContain(SafetensorsFile.Load(Run(Json(0)).Checkpoints[^1].Path).Tensors.Keys, name => name.Contains("live"));
    }

    [Fact]
    public void Memory_WithAnAverage_IsOneCopyOfTheWeightsMore()
    {
        long Memory(double ema) => SpecEstimate.Of(Spec.Read(Json(ema)).Arms[0], null, 1).MemoryBytes;
        var spec = Spec.Read(Json(0)).Arms[0];
        Assert.Equal(spec.Model.Memory(spec.Shape(null).Vocabulary, spec.InputLength(null)).Parameters, Memory(0.9) - Memory(0));
    }

    private static string Json(double ema) => Spec.Json(
        model: Model, evaluation: """{"every":10,"examples":20,"samples":2,"temperature":1}""",
        training: FormattableString.Invariant($$"""{"steps":25,"batch":8,"checkpointEvery":9,"recordEvery":1,"learningRate":0.01,"warmup":2,"ema":{{ema}}}"""));

    private static IEnumerable<(string, long, long)> Of(RecordingSink sink, string prefix) => sink.Comparable().Where(one => one.Name.StartsWith(prefix, StringComparison.Ordinal));

    private RecordingSink Run(string json, string? resumeFrom = null, string? weights = null)
    {
        var sink = new RecordingSink();
        Assert.Equal(RunEnd.Completed, RunLoop.Execute(Spec.Read(json).Arms[0], 1, Environment(resumeFrom) with { InitialWeights = weights }, sink, CancellationToken.None).End);
        return sink;
    }

    private RunEnvironment Environment(string? resumeFrom = null) => new(1, Path.Combine(_folder, Guid.NewGuid().ToString("N")), resumeFrom, _ => null);
}
