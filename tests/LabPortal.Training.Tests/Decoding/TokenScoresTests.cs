// Shapes: B rows, L output tokens, V vocabulary.
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Options;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Decoding;

/// <summary>What is kept of each drawn token, against the softmax of a pass that is shown the output.</summary>
public sealed class TokenScoresTests
{
    private const int Length = 5;

    private static readonly Vocabulary Vocabulary = new([.. Enumerable.Range(0, 12).Select(id => $"{id}")], 11);
    private static readonly int[][] Prompts = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 8, 7, 6]];

    public static TheoryData<string, string> Objectives
    {
        get
        {
            var data = new TheoryData<string, string> { { "teacherless", """{"mode":"mixed"}""" } };
            // A diffusion sees other tokens at each of its steps: no one pass gives its probabilities. They have a test of their own.
            foreach (var entry in Catalog.Objectives.All.Where(entry => !Objective(entry.Name, "{}").NatsAreBound))
                data.Add(entry.Name, "{}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Generate_LookedAt_DrawsTheSameTokensAndKeepsTheirProbabilities(string name, string options)
    {
        using var network = Build();
        var objective = Objective(name, options);
        foreach (var sampling in new[] { SamplingOptions.Greedy, new SamplingOptions(1.3, 6, 0.9) })
        {
            var scores = new TokenScores(2, top: 3);
            var outputs = Generate(objective, network, sampling, scores);
            Assert.Equal(Generate(objective, network, sampling, null), outputs);

            var expected = Probabilities(objective, network, outputs);
            Assert.Equal(2, scores.Outputs.Count);
            for (var row = 0; row < 2; row++)
            {
                Assert.Equal(Length, scores.Outputs[row].Length);
                for (var i = 0; i < Length; i++)
                {
                    var (score, all) = (scores.Outputs[row][i], expected[row][i]);
                    Assert.Equal(all[outputs[row][i]], score.Probability, 1e-5f);
                    Assert.Equal(all.OrderDescending().Take(3), score.Top.Select(one => one.Probability), (one, other) => Math.Abs(one - other) < 1e-5f);
                    Assert.All(score.Top, one => Assert.Equal(all[one.Token], one.Probability, 1e-5f));
                }
            }
        }
    }

    [Fact]
    public void Generate_WholeVocabularyKept_AddsUpToOne()
    {
        using var network = Build();
        var scores = new TokenScores(3, top: 100);
        Generate(new NextTokenObjective(), network, SamplingOptions.Greedy, scores);
        Assert.All(scores.Outputs.SelectMany(row => row), score =>
        {
            Assert.Equal(Vocabulary.Size, score.Top.Count);
            Assert.Equal(1, score.Top.Sum(one => one.Probability), 1e-5f);
            Assert.Equal(score.Top[0].Probability, score.Probability); // greedy
        });
    }

    [Fact]
    public void Generate_PromptsOfUnequalLength_KeepsForEachWhatItGetsAlone()
    {
        using var network = Build();
        int[][] uneven = [[5, 6, 7, 8, 9], [1], [3, 2], [4, 4, 4]];
        var together = new TokenScores(3);
        LeftToRight.Generate(network, uneven, Length, Greedy(), CPU, scores: together);
        for (var row = 0; row < 3; row++)
        {
            var alone = new TokenScores(1);
            LeftToRight.Generate(network, [uneven[row]], Length, Greedy(), CPU, scores: alone);
            Assert.Equal(alone.Outputs[0].Select(one => one.Probability), together.Outputs[row].Select(one => one.Probability), (one, other) => Math.Abs(one - other) < 1e-5f);
        }
    }

    private static int[][] Generate(IObjective objective, Network network, SamplingOptions sampling, TokenScores? scores)
    {
        using var off = no_grad();
        using var sampler = new Sampler(sampling, 3);
        return objective.Generate(network, Prompts, Length, Vocabulary, sampler, CPU, scores);
    }

    private static float[][][] Probabilities(IObjective objective, Network network, int[][] outputs)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var batch = new ExampleBatch(Prompts.Zip(outputs, (prompt, output) => new Example(prompt, output)).ToList());
        var all = objective.TargetLogits(network, batch, Vocabulary, CPU).softmax(-1).data<float>().ToArray();
        return all.Chunk(Vocabulary.Size).Chunk(Length).ToArray();
    }

    private static Sampler Greedy() => new(SamplingOptions.Greedy, 0);

    private static IObjective Objective(string name, string options)
    {
        var entry = Catalog.Objectives.Find(name)!;
        return entry.Create(System.Text.Json.JsonSerializer.Deserialize(options, entry.OptionsType, OptionJson.Settings)!);
    }

    private static Network Build()
    {
        manual_seed(1);
        var network = new GptModel(new GptOptions { Layers = 2, Heads = 2, Width = 32 }).Build(Vocabulary.Size, 12);
        network.eval();
        // Larger weights than at the start of training, so that the probabilities differ.
        using var off = no_grad();
        foreach (var weight in network.parameters())
            weight.mul_(4);
        return network;
    }
}
