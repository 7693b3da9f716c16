using LabPortal.Testing;
using LabPortal.Training.Running;
using LabPortal.Training.Tests.Specs;

namespace LabPortal.Training.Tests.Running;

public sealed class RunLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Execute_SameSpecAndSeed_SameMetricsBitForBit()
    {
        var json = Spec.Json(model: """{"name":"gpt","options":{"layers":1,"heads":2,"width":16,"dropout":0.1}}""");
        var (first, second) = (Run(json).Sink, Run(json).Sink);
        Assert.NotEmpty(first.Comparable());
        Assert.Equal(first.Comparable(), second.Comparable());
        Assert.NotEqual(first.Comparable(), Run(json, seed: 2).Sink.Comparable());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Execute_ResumedFromACheckpoint_GoesOnBitForBit(int accumulate)
    {
        var json = Spec.Json(
            model: """{"name":"gpt","options":{"layers":1,"heads":2,"width":16,"dropout":0.1}}""",
            training: $$"""{"steps":25,"batch":8,"accumulate":{{accumulate}},"checkpointEvery":9,"recordEvery":1,"weightDecay":0.1}""");
        var whole = Run(json).Sink;
        Assert.Equal([9, 18, 25], whole.Checkpoints.Select(checkpoint => checkpoint.Step));
        foreach (var checkpoint in whole.Checkpoints.Take(2))
        {
            var (outcome, resumed) = Run(json, resumeFrom: checkpoint.Path);
            Assert.Equal(RunEnd.Completed, outcome.End);
            Assert.Equal(whole.Comparable(checkpoint.Step), resumed.Comparable());
            Assert.Equal(whole.Checkpoints[^1].Sha256, resumed.Checkpoints[^1].Sha256);
            Assert.Equal(whole.Outcome[^1].Loss.Select(BitConverter.SingleToInt32Bits), resumed.Outcome[^1].Loss.Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(whole.Outcome[^1].Right, resumed.Outcome[^1].Right);
            Assert.Equal(whole.Outcome[^1].Set, resumed.Outcome[^1].Set);
        }
    }

    [Fact]
    public void Execute_Bfloat16_LearnsAlikeOrIsRefused()
    {
        const string training = """{"steps":40,"batch":16,"recordEvery":1}""";
        var (outcome, sink) = Run(Spec.Json(training: training.Replace("}", ""","precision":"bfloat16"}""")));
        if (outcome.End == RunEnd.Failed)
        {
            Assert.Contains("training.precision", outcome.Reason);
            return;
        }

        var (wide, narrow) = (Losses(Run(Spec.Json(training: training)).Sink), Losses(sink));
        Assert.All(wide.Zip(narrow), pair => Assert.Equal(pair.First, pair.Second, 0.05));
        Assert.NotEqual(wide, narrow);

        static double[] Losses(RecordingSink sink) => [.. sink.Metrics.Where(metric => metric.Name == "train/loss").Select(metric => metric.Value)];
    }

    [Fact]
    public void Execute_CheckpointOfAnotherSpec_IsRefused()
    {
        var checkpoint = Run(Spec.Json()).Sink.Checkpoints[^1];
        var (outcome, _) = Run(Spec.Json(training: """{"steps":30,"batch":4}"""), resumeFrom: checkpoint.Path);
        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains("another spec or seed", outcome.Reason);
    }

    [Fact]
    public void Execute_Cancelled_StopsWithACheckpointToGoOnFrom()
    {
        var json = Spec.Json(training: """{"steps":100000,"batch":8,"checkpointEvery":0,"recordEvery":1}""", evaluation: """{"every":100000,"examples":10}""");
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink { OnMetric = step => { if (step == 12) cancel.Cancel(); } };
        var outcome = RunLoop.Execute(Spec.Read(json).Arms[0], 1, Environment(null), sink, cancel.Token);
        Assert.Equal((RunEnd.Cancelled, 13), (outcome.End, outcome.Step));
        Assert.Equal(13, Assert.Single(sink.Checkpoints).Step);
    }

    [Fact]
    public void Execute_LossExplodes_FailsWithWhatToChange()
    {
        var (outcome, _) = Run(Spec.Json(training: """{"steps":200,"batch":8,"learningRate":10,"warmup":0,"clip":0,"weightDecay":10,"schedule":"constant"}""",
            model: """{"name":"gpt","options":{"layers":8,"heads":2,"width":16,"bias":false}}"""));
        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains("Lower training.learningRate", outcome.Reason);
    }

    [Fact]
    public void Execute_ModelTooLarge_FailsBeforeItStarts()
    {
        var (outcome, sink) = Run(Spec.Json(model: """{"name":"gpt","options":{"layers":96,"heads":8,"width":16384}}"""));
        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains("GB are free", outcome.Reason);
        Assert.Empty(sink.Metrics);
    }

    [Fact]
    public void Execute_Evaluation_ReportsSamplesAndEveryProbe()
    {
        var sink = Run(Spec.Json()).Sink;
        Assert.Equal(new[] { 0L, 10, 20 }, sink.Metrics.Where(one => one.Name == "eval/accuracy").Select(one => one.Step));
        Assert.Equal(["position-accuracy", "clever-hans", "snowball"], sink.Probes.Where(probe => probe.Step == 20).Select(probe => probe.Name));
        Assert.Equal([(0L, 0), (0, 1), (10, 0), (10, 1), (20, 0), (20, 1)], sink.Samples.Select(sample => (sample.Step, sample.Index)));
        Assert.All(sink.Samples, sample =>
        {
            Assert.Equal(sample.Output.Zip(sample.Reference, (said, wanted) => said == wanted), sample.Right);
            Assert.Equal(sample.Right.All(right => right), sample.Correct);
            Assert.Equal(sample.Output.Length, sample.Probabilities.Length);
            Assert.All(sample.Probabilities, probability => Assert.InRange(probability, 0.01f, 1)); // greedy: at least one in the vocabulary
        });
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"name":"reverse-target"}]""")]
    public void Execute_Evaluation_ReportsOutcomesThatAddUpToTheMetrics(string transforms)
    {
        var sink = Run(Spec.Json(
            task: """{"name":"path-star","options":{"degree":1,"pathLength":2,"nodes":5}}""", transforms: transforms, training: """{"steps":60,"batch":32,"learningRate":0.01,"warmup":5}""", evaluation: """{"every":60,"examples":300,"samples":1}""")).Sink;
        Assert.Equal([0L, 60], sink.Outcome.Select(outcome => outcome.Step));
        Assert.Contains(true, sink.Outcome[^1].Right!);
        Assert.All(sink.Outcome, outcome =>
        {
            double At(string name) => sink.Metrics.Single(one => one.Name == name && one.Step == outcome.Step).Value;
            Assert.Equal((300, 300), (outcome.Right!.Length, outcome.Loss.Length));
            Assert.Equal(At("eval/accuracy"), outcome.Right.Average(right => right ? 1.0 : 0), 1e-12);
            Assert.Equal(At("eval/loss"), outcome.Loss.Average(loss => (double)loss), 1e-6);
            Assert.Equal(Math.Exp(At("eval/loss")), At("eval/perplexity"), 1e-12);
            Assert.Null(outcome.Open);
        });
    }

    [Fact]
    public void Execute_Evaluation_NamesItsExamplesWhateverTheArm()
    {
        string Set(string transforms = "[]", string task = """{"name":"path-star"}""", string evaluation = """{"every":20,"examples":20}""") =>
            Run(Spec.Json(transforms: transforms, task: task, evaluation: evaluation)).Sink.Outcome[^1].Set;
        var plain = Set();
        Assert.Equal(plain, Set(transforms: """[{"name":"reverse-target"}]"""));
        Assert.NotEqual(plain, Set(evaluation: """{"every":20,"examples":20,"seed":1}"""));
        Assert.NotEqual(plain, Set(evaluation: """{"every":20,"examples":21}"""));
        Assert.NotEqual(plain, Set(task: """{"name":"path-star","options":{"nodes":11}}"""));
    }

    [Fact]
    public void Execute_TwoArmsOneEvaluationSeed_GetTheSamePrompts()
    {
        var plain = Run(Spec.Json(), seed: 1).Sink;
        var reversed = Run(Spec.Json(transforms: """[{"name":"reverse-target"}]"""), seed: 2).Sink;
        Assert.Equal(plain.Samples.Select(sample => sample.Prompt), reversed.Samples.Select(sample => sample.Prompt));
        Assert.Equal(plain.Samples[0].Reference.Reverse(), reversed.Samples[0].Reference);
    }

    [Theory]
    [InlineData("""{"name":"next-token"}""", "[]")]
    [InlineData("""{"name":"next-token"}""", """[{"name":"reverse-target"}]""")]
    [InlineData("""{"name":"teacherless"}""", "[]")]
    [InlineData("""{"name":"teacherless","options":{"mode":"mixed"}}""", "[]")]
    public void Execute_OneArm_EveryObjectiveLearnsWithoutAChoice(string objective, string transforms)
    {
        // With one arm there is nothing to look ahead for: each token can be found from the prompt.
        var sink = Run(Spec.Json(
            task: """{"name":"path-star","options":{"degree":1,"pathLength":2,"nodes":5}}""", objective: objective, transforms: transforms,
            model: """{"name":"gpt","options":{"layers":2,"heads":2,"width":32}}""",
            training: """{"steps":300,"batch":32,"learningRate":0.003,"warmup":20}""",
            evaluation: """{"every":300,"examples":100,"samples":0}""")).Sink;
        Assert.True(sink.Last("eval/accuracy") > 0.95, $"accuracy {sink.Last("eval/accuracy")}, loss {sink.Last("eval/loss")}");
    }

    [SharedDataFact("text/tinyshakespeare.txt")]
    public void Execute_RealText_LearnsFromIt()
    {
        var sink = Run(Spec.Json(
            task: $$$"""{"name":"char-text","options":{"corpus":"{{{new string('0', 64)}}}","block":32}}""",
            model: """{"name":"gpt","options":{"layers":2,"heads":2,"width":64,"bias":false,"gelu":"exact"}}""",
            training: """{"steps":200,"batch":12,"learningRate":0.003}""",
            evaluation: """{"every":200,"examples":60,"samples":1,"temperature":0.8,"topK":20}""")).Sink;
        Assert.InRange(sink.Metrics.First(one => one.Name == "eval/loss").Value, 4.0, 4.4); // ln 65 = 4.17
        Assert.InRange(sink.Last("eval/loss"), 1.5, 2.8);
        Assert.Equal(16, sink.Samples[^1].Prompt.Length);
        Assert.Null(sink.Samples[^1].Correct);
        Assert.Equal(sink.Samples[^1].Output.Length, sink.Samples[^1].Probabilities.Length);
        Assert.Null(sink.Outcome[^1].Right);
    }

    private (RunOutcome Outcome, RecordingSink Sink) Run(string json, long seed = 1, string? resumeFrom = null)
    {
        var sink = new RecordingSink();
        return (RunLoop.Execute(Spec.Read(json).Arms[0], seed, Environment(resumeFrom), sink, CancellationToken.None), sink);
    }

    private RunEnvironment Environment(string? resumeFrom) =>
        new(1, Path.Combine(_folder, Guid.NewGuid().ToString("N")), resumeFrom, _ => SharedData.Find("text/tinyshakespeare.txt"));
}
