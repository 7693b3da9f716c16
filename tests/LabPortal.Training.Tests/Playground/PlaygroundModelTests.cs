using LabPortal.Training.Playground;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Training.Tests.Running;
using LabPortal.Training.Tests.Specs;

namespace LabPortal.Training.Tests.Playground;

/// <summary>A tiny run's last checkpoint, asked again.</summary>
public sealed class PlaygroundModelTests : IDisposable
{
    private const string NextToken = """{"name":"next-token"}""", Teacherless = """{"name":"teacherless"}""", Mixed = """{"name":"teacherless","options":{"mode":"mixed"}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(NextToken, "[]")]
    [InlineData(NextToken, """[{"name":"reverse-target"}]""")]
    [InlineData(Teacherless, "[]")]
    [InlineData(Mixed, "[]")]
    public void Answer_HeldOutExample_IsTheRunsOwnSample(string objective, string transforms)
    {
        var (model, sample) = Trained(Spec.Json(objective: objective, transforms: transforms, evaluation: """{"every":20,"examples":20,"samples":3}"""));
        using var _ = model;
        var result = model.Answer(new PlayOptions { Example = 2 });
        Assert.Empty(result.Errors);
        Assert.Equal(sample.Prompt, result.Prompt);
        Assert.Equal(sample.Reference, result.Reference);
        Assert.Equal(sample.Output, result.Free.Select(token => token.Text));
        Assert.Equal(sample.Probabilities, result.Free.Select(token => (float)token.Probability), Close);
        Assert.Equal(sample.Right, result.Free.Select(token => token.Right!.Value));
        Assert.Equal((sample.Correct, sample.Note), (result.Correct, result.Note));
        Assert.Equal(sample.Verdicts, result.Verdicts);
        Assert.Equal(objective == Teacherless, result.Decoding is not null);
        Assert.All(result.Free.Concat(result.Forced ?? []), token =>
        {
            Assert.Equal(5, token.Top.Count);
            Assert.Equal(token.Top.OrderByDescending(one => one.Probability), token.Top);
            Assert.InRange(token.Top.Sum(one => one.Probability), 5.0 / 14, 1.00001); // 14 tokens
        });
        Assert.All(result.Free, token => Assert.Equal((token.Top[0].Text, token.Top[0].Probability), (token.Text, token.Probability))); // greedy
        Assert.Equal(objective == Teacherless, result.Forced is null);
        if (result.Forced is null)
            return;
        Assert.Equal(result.Forced.Zip(result.Reference!, (said, wanted) => said.Text == wanted), result.Forced.Select(token => token.Right!.Value));
        Assert.Equal(result.Free[0], result.Forced[0], (one, other) => one.Text == other.Text && Math.Abs(one.Probability - other.Probability) < 1e-5);
    }

    [Theory]
    [InlineData("masked-diffusion", "{}", "gpt")]
    [InlineData("score-entropy", """{"graph":"absorbing"}""", "denoiser")]
    [InlineData("score-entropy", """{"graph":"uniform"}""", "denoiser")]
    public void Answer_Diffusion_SaysHowItDecodesAndHowMuchItReads(string objective, string options, string network)
    {
        using var model = Trained(Spec.Json(
            objective: $$"""{"name":"{{objective}}","options":{{options}}}""", model: $$$"""{"name":"{{{network}}}","options":{"layers":1,"heads":2,"width":16}}""")).Model;
        var result = model.Answer(new PlayOptions { Example = 1, Seed = 4 });
        Assert.Empty(result.Errors);
        Assert.Contains("steps", result.Decoding);
        Assert.Null(result.Forced);
        Assert.Equal(3, result.Free.Count);
        Assert.All(result.Free, token => Assert.Equal((token.Top[0].Text, token.Top[0].Probability), (token.Text, token.Probability))); // greedy
        Assert.Equal(result.Free.Select(token => token.Text), model.Answer(new PlayOptions { Example = 1, Seed = 4 }).Free.Select(token => token.Text));
        AssertRefused(model, new PlayOptions { Length = 4 }, "length", "at most 3");
        AssertRefused(model, new PlayOptions { Given = "1" }, "given", "does not go on");
    }

    public static TheoryData<string> OpenTasks => [.. Catalog.Tasks.All
        .Where(entry => entry.Create(Activator.CreateInstance(entry.OptionsType)!).IsOpenEnded).Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(OpenTasks))]
    public void Answer_OpenQuestion_IsJudgedWithoutAReference(string task)
    {
        var (model, sample) = Trained(Spec.Json(
            task: $$"""{"name":"{{task}}"}""", transforms: """[{"name":"seed-prefix"}]""", training: """{"steps":5,"batch":4,"checkpointEvery":0}""",
            evaluation: """{"every":5,"examples":4,"samples":3}"""));
        using var _ = model;
        var result = model.Answer(new PlayOptions { Example = 2 });
        Assert.Empty(result.Errors);
        Assert.Equal(sample.Prompt, result.Prompt);
        Assert.Equal(sample.Output, result.Free.Select(token => token.Text));
        Assert.Equal((sample.Correct, sample.Note), (result.Correct, result.Note));
        Assert.Equal(sample.Verdicts, result.Verdicts);
        Assert.Null(result.Reference);
        Assert.Null(result.Forced);
        // Typed with its seed string, which is not put before it once more.
        Assert.Equal(sample.Output, model.Answer(new PlayOptions { Prompt = string.Join(' ', result.Prompt) }).Free.Select(token => token.Text));
        Assert.Null(model.Answer(new PlayOptions { Example = 2, Length = 1 }).Correct);
    }

    [Fact]
    public void Answer_PromptTypedOut_IsSolvedAndAnsweredAlike()
    {
        using var model = Trained(Spec.Json()).Model;
        var asked = model.Answer(new PlayOptions { Example = 7 });
        var typed = model.Answer(new PlayOptions { Prompt = string.Join("  ", asked.Prompt) });
        Assert.Equal(asked.Reference, typed.Reference);
        Assert.Equal(asked.Free.Select(token => token.Text), typed.Free.Select(token => token.Text));
        Assert.Equal(asked.Note, typed.Note);

        var nonsense = model.Answer(new PlayOptions { Prompt = "1 2 =", Length = 5 });
        Assert.Null(nonsense.Reference);
        Assert.Null(nonsense.Forced);
        Assert.Null(nonsense.Correct);
        Assert.Equal(5, nonsense.Free.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Answer_GoingOnFromItsOwnTokens_SaysTheSame(double temperature)
    {
        using var model = Trained(Spec.Json()).Model;
        var options = new PlayOptions { Example = 3, Length = 8, Temperature = temperature, Seed = 5 };
        var whole = model.Answer(options);
        for (var given = 1; given <= 8; given++)
        {
            var again = model.Answer(options with { Given = string.Join(' ', whole.Free.Take(given).Select(token => token.Text)) });
            Assert.Equal(given, again.Given);
            Assert.Equal(whole.Free.Select(token => token.Text), again.Free.Select(token => token.Text));
            Assert.Equal(whole.Free.Select(token => (float)token.Probability), again.Free.Select(token => (float)token.Probability), Close);
        }
    }

    [Fact]
    public void Answer_ATokenReplaced_IsScoredAndGoneOnFrom()
    {
        using var model = Trained(Spec.Json()).Model;
        var whole = model.Answer(new PlayOptions { Example = 3 });
        var other = whole.Free[1].Top[3];
        var edited = model.Answer(new PlayOptions { Example = 3, Given = $"{whole.Free[0].Text} {other.Text}" });
        Assert.Equal([whole.Free[0].Text, other.Text], edited.Free.Take(2).Select(token => token.Text));
        Assert.Equal(other.Probability, edited.Free[1].Probability, 1e-5);
        Assert.Equal(3, edited.Free.Count);
    }

    [Fact]
    public void Answer_PastTheNetworksLength_GoesOn()
    {
        using var model = Trained(Spec.Json()).Model;
        var result = model.Answer(new PlayOptions { Length = 60 });
        Assert.Equal(60, result.Free.Count);
        Assert.Null(result.Correct);
        var again = model.Answer(new PlayOptions { Length = 60, Given = string.Join(' ', result.Free.Take(40).Select(token => token.Text)) });
        Assert.Equal(result.Free.Select(token => token.Text), again.Free.Select(token => token.Text));
    }

    [Fact]
    public void Answer_WrongQuestions_NameTheFieldAndWhatWouldBeRight()
    {
        using var model = Trained(Spec.Json()).Model;
        using var parallel = Trained(Spec.Json(objective: Teacherless)).Model;
        AssertRefused(model, new PlayOptions { Prompt = "1 x2 =" }, "prompt", "\"x\"", "| = / $");
        AssertRefused(model, new PlayOptions { Prompt = "   " }, "prompt", "no token");
        AssertRefused(model, new PlayOptions { Prompt = string.Join(' ', Enumerable.Repeat('1', 18)) }, "prompt", "18 tokens are too many", "reads 17 at once. Use at most 17.");
        AssertRefused(model, new PlayOptions { Example = 20 }, "example", "0 to 19");
        AssertRefused(model, new PlayOptions { Given = "1 2 3 4" }, "given", "4 tokens are given");
        AssertRefused(model, new PlayOptions { Given = "ä" }, "given", "no token");
        AssertRefused(parallel, new PlayOptions { Given = "1" }, "given", "All tokens at once");
        AssertRefused(parallel, new PlayOptions { Length = 4 }, "length", "at most 3");
        Assert.Equal(["given", "prompt"], model.Answer(new PlayOptions { Given = "ä", Prompt = "ä" }).Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("masked-diffusion", "denoiser", 4)]
    [InlineData("score-entropy", "denoiser", 4)]
    [InlineData("next-token", "gpt", 3)]
    public void Answer_MoreThanTheModelReads_NamesFieldAndBound(string objective, string network, int beside)
    {
        // A prompt of one token and a target of four.
        using var model = Trained(Spec.Json(
            task: """{"name":"sibling-discovery"}""", objective: $$"""{"name":"{{objective}}"}""", model: $$$"""{"name":"{{{network}}}","options":{"layers":1,"heads":2,"width":16}}""",
            training: """{"steps":2,"batch":4,"checkpointEvery":0}""", evaluation: """{"every":2,"examples":5,"samples":1}""")).Model;
        var read = 1 + beside;
        var atOnce = network == "denoiser";
        string Prompt(int tokens) => string.Join(' ', Enumerable.Repeat("<q>", tokens));
        AssertRefused(model, new PlayOptions { Prompt = Prompt(read + 1) }, "prompt", $"{read + 1} tokens are too many", $"reads {read} at once", $"at most {(atOnce ? read - 1 : read)}");
        Assert.Empty(model.Answer(new PlayOptions { Prompt = Prompt(read - 1), Length = 1 }).Errors);
        if (!atOnce)
            return;
        AssertRefused(model, new PlayOptions { Prompt = Prompt(read), Length = 1 }, "prompt", $"{read} tokens are too many", $"at most {read - 1}");
        AssertRefused(model, new PlayOptions { Prompt = Prompt(2) }, "length", $"reads {read} tokens at once", $"at most {read - 2}");
    }

    [Fact]
    public void Answer_Text_IsTypedLetterByLetterAndHasNoRightAnswer()
    {
        var text = Path.Combine(_folder, "text.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("the quick brown fox jumps over the lazy dog.\n", 30)));
        var (model, sample) = Trained(Spec.Json(
            task: $$$"""{"name":"char-text","options":{"corpus":"{{{new string('0', 64)}}}","block":64}}""",
            training: """{"steps":60,"batch":16,"learningRate":0.01,"warmup":5,"checkpointEvery":0}""", evaluation: """{"every":60,"examples":5,"samples":3}"""), text);
        using var _ = model;
        var own = model.Answer(new PlayOptions { Example = 2 });
        Assert.Equal(sample.Prompt, own.Prompt);
        Assert.Equal(sample.Output, own.Free.Select(token => token.Text));
        Assert.Equal(sample.Reference, own.Reference);
        Assert.NotNull(own.Forced);
        Assert.All(own.Free, token => Assert.Null(token.Right));

        var typed = model.Answer(new PlayOptions { Prompt = "fox j", Length = 10 });
        Assert.Equal(["f", "o", "x", " ", "j"], typed.Prompt);
        Assert.True(typed.RunsTogether);
        Assert.Null(typed.Reference);
        Assert.Equal(10, typed.Free.Count);
        AssertRefused(model, new PlayOptions { Prompt = "Fox" }, "prompt", "\"F\" is no token");
    }

    [Fact]
    public void Load_AnotherModelsCheckpoint_IsRefused()
    {
        var (_, sink, _) = Train(Spec.Json(), null);
        var wider = Spec.Read(Spec.Json(model: """{"name":"gpt","options":{"layers":1,"heads":2,"width":32}}""")).Arms[0];
        Assert.Throws<TrainingException>(() => PlaygroundModel.Load(wider, 1, sink.Checkpoints[^1].Path, _ => null));
    }

    private static void AssertRefused(PlaygroundModel model, PlayOptions options, string field, params string[] words)
    {
        var error = Assert.Single(model.Answer(options).Errors);
        Assert.Equal(field, error.Field);
        Assert.All(words, word => Assert.Contains(word, error.Message));
    }

    private static bool Close(float one, float other) => Math.Abs(one - other) < 1e-5f;

    private (PlaygroundModel Model, SampleRecord Sample) Trained(string json, string? corpus = null)
    {
        var (spec, sink, find) = Train(json, corpus);
        return (PlaygroundModel.Load(spec, 1, sink.Checkpoints[^1].Path, find), sink.Samples[^1]);
    }

    private (RunSpec Spec, RecordingSink Sink, Func<string, string?> Find) Train(string json, string? corpus)
    {
        var (spec, sink) = (Spec.Read(json).Arms[0], new RecordingSink());
        var environment = new RunEnvironment(1, Path.Combine(_folder, Guid.NewGuid().ToString("N")), null, _ => corpus);
        Assert.Equal(RunEnd.Completed, RunLoop.Execute(spec, 1, environment, sink, CancellationToken.None).End);
        return (spec, sink, _ => corpus);
    }
}
