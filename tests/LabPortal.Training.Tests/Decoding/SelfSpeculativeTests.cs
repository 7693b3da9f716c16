using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Decoding;

/// <summary>Drafts and their verification against one token at a time, with networks whose drafts are mostly wrong and mostly right.</summary>
public sealed class SelfSpeculativeTests
{
    private const int Tokens = 11, Length = 16;

    public static TheoryData<int, bool> Networks => new() { { 2, false }, { 3, false }, { 4, false }, { 2, true }, { 4, true } };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Generate_AnyPromptAndLength_IsTheGreedyOutput(int heads, bool trained)
    {
        using var network = Build(heads, trained);
        // The last prompts fill the network, and are longer than it; 20 tokens go past its end from any.
        foreach (var prompt in new[] { 1, 2, 5, 15, 16, 17, 30 }.Select(Prompt))
            foreach (var length in new[] { 0, 1, 2, 7, 20 })
                Assert.Equal(Greedy(network, prompt, length), Speculated(network, prompt, length));
    }

    [Fact]
    public void Generate_DraftsAreRight_TakesFewerPasses()
    {
        using var network = Build(4, trained: true);
        var decoder = new SelfSpeculative(network, CPU);
        using var sampler = new Sampler(SamplingOptions.Greedy, 0);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3], decoder.Generate([1, 2], 12, sampler));
        // One token from the prompt, then four a pass: the last pass needs three.
        Assert.Equal((4, 8), (decoder.Passes, decoder.Accepted));
    }

    [Theory]
    [InlineData(3, 0, 20)]
    [InlineData(3, 2, 20)]
    [InlineData(15, 4, 5)]
    [InlineData(5, 3, 0)]
    [InlineData(20, 3, 4)]
    public void Generate_LookedAt_KeepsWhatGreedyDecodingKeeps(int prompt, int given, int length)
    {
        using var network = Build(3, trained: true);
        var (plain, own) = (new TokenScores(1, 4, given), new TokenScores(1, 4, given));
        Assert.Equal(Greedy(network, Prompt(prompt), length, plain), Speculated(network, Prompt(prompt), length, own));
        Assert.Equal(given + length, own.Outputs[0].Length);
        Assert.All(plain.Outputs[0].Zip(own.Outputs[0]), pair =>
        {
            Assert.Equal(pair.First.Probability, pair.Second.Probability, 1e-5f);
            Assert.Equal(pair.First.Top.Select(one => one.Probability), pair.Second.Top.Select(one => one.Probability), (one, other) => Math.Abs(one - other) < 1e-5f);
        });
    }

    [Fact]
    public void Next_AfterTokensWereForgotten_ReadsOnAsIfTheyHadNotBeen()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var network = Build(3, trained: false);
        var (tokens, wrong) = (randint(0, Tokens, [2, 12]), randint(0, Tokens, [2, 12]));
        using var state = network.StartDecoding(2, 12, drafts: true);
        network.Next(tokens.narrow(1, 0, 5), state);
        network.Drafts(state);
        network.Next(cat([tokens.narrow(1, 0, 7), wrong.narrow(1, 7, 3)], 1), state, 5);
        state.Keep(7);
        Close(network.Futures(tokens.narrow(1, 0, 7), AttentionKind.Causal, 1)[1..], network.Drafts(state)!);
        Close([network.LastHidden(tokens.narrow(1, 0, 9), AttentionKind.Causal, 2)], network.Next(tokens.narrow(1, 0, 9), state, 2));
        Close(network.Futures(tokens.narrow(1, 0, 9), AttentionKind.Causal, 1)[1..], network.Drafts(state)!);
        static void Close(Tensor[] expected, Tensor actual) => Assert.InRange((cat(expected, 1) - actual).abs().max().item<float>(), 0, 1e-5f);
    }

    [Fact]
    public void Generate_ByTheObjective_DrawsAndManyPromptsAreNextTokens()
    {
        using var network = Build(3, trained: true);
        var (own, plain) = (Objective(HeadDecoding.SelfSpeculative), Objective(HeadDecoding.NextToken));
        foreach (var sampling in new[] { SamplingOptions.Greedy, new SamplingOptions(3, 0, 1) })
            foreach (var prompts in new int[][][] { [Prompt(3)], [Prompt(3), Prompt(3)] })
                Assert.Equal(Generate(plain, prompts, sampling), Generate(own, prompts, sampling));

        MultiTokenObjective Objective(HeadDecoding decoding) => new(new MultiTokenOptions { Heads = 3, Decoding = decoding });
        int[][] Generate(IObjective objective, int[][] prompts, SamplingOptions sampling)
        {
            using var sampler = new Sampler(sampling, 5);
            return objective.Generate(network, prompts, 9, new Vocabulary([]), sampler, CPU);
        }
    }

    private static int[] Prompt(int length) => [.. Enumerable.Range(3, length).Select(token => token % Tokens)];

    private static int[] Greedy(Network network, int[] prompt, int length, TokenScores? scores = null)
    {
        using var sampler = new Sampler(SamplingOptions.Greedy, 0);
        return LeftToRight.Generate(network, [prompt], length, sampler, CPU, scores: scores)[0];
    }

    private static int[] Speculated(Network network, int[] prompt, int length, TokenScores? scores = null)
    {
        using var sampler = new Sampler(SamplingOptions.Greedy, 0);
        return new SelfSpeculative(network, CPU).Generate(prompt, length, sampler, scores);
    }

    /// <summary>A network with large random weights, or one that has learnt to count from 0 to 10 and begin again.</summary>
    private static Network Build(int heads, bool trained)
    {
        manual_seed(1);
        var network = new GptModel(new GptOptions { Layers = 5, Heads = 2, Width = 32 }).Build(Tokens, Length, heads);
        if (trained)
            Train(network, heads);
        else
            using (no_grad())
                foreach (var weight in network.parameters())
                    weight.mul_(4);
        network.eval();
        return network;
    }

    private static void Train(Network network, int heads)
    {
        using var optimizer = optim.AdamW(network.parameters(), 3e-3);
        var objective = new MultiTokenObjective(new MultiTokenOptions { Heads = heads });
        var random = new Random(1);
        for (var step = 0; step < 120; step++)
        {
            using var scope = NewDisposeScope();
            var rows = Enumerable.Range(0, 16).Select(_ => random.Next(Tokens)).ToArray();
            Tensor Counted(int from) => tensor(rows.SelectMany(first => Enumerable.Range(first + from, Length), (_, token) => (long)(token % Tokens)).ToArray(), 16, Length);
            objective.Loss(network, new RowTensors(Counted(0), Counted(1))).backward();
            optimizer.step();
            optimizer.zero_grad();
        }
    }
}
