using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Decoding;

/// <summary>Decoding with what a network keeps against decoding that reads everything again, for every model there is.</summary>
public sealed class LeftToRightTests
{
    private const int Vocabulary = 11, Length = 12;

    private static readonly int[][] Even = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 8, 7, 6]];
    private static readonly int[][] Uneven = [[1], [5, 6, 7, 8, 9, 10, 0], [3, 2], [4, 4, 4, 4]];

    public static TheoryData<string> Models => [.. Catalog.Models.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Next_TokenByToken_GivesTheHiddenStatesOfAll(string model)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var network = Build(model);
        // The last two rows of tokens are beyond the network's length.
        var tokens_BS = randint(0, Vocabulary, new long[] { 3, Length + 2 });
        foreach (var first in new[] { 1, 5 })
        {
            using var state = network.StartDecoding(3, Length + 2);
            for (var seen = first; seen <= Length + 2; seen++)
                AssertClose(Reread(network, tokens_BS, seen), network.Next(tokens_BS.narrow(1, 0, seen), state));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Next_SeveralTokensAfterOthers_SeesThoseBeforeThem(string model)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var network = Build(model);
        var tokens_BS = randint(0, Vocabulary, new long[] { 3, Length });
        using var state = network.StartDecoding(3, Length);
        foreach (var seen in new[] { 3, 7, 8, 12 })
            AssertClose(Reread(network, tokens_BS, seen), network.Next(tokens_BS.narrow(1, 0, seen), state));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Generate_Kept_DrawsTheTokensOfReadingAgain(string model)
    {
        using var network = Trained(model);
        using var forgetful = new ForgetfulNetwork(network);
        foreach (var options in new[] { SamplingOptions.Greedy, new SamplingOptions(1, 0, 1), new SamplingOptions(0.7, 5, 0.9) })
            foreach (var prompts in new[] { Even, Uneven })
                // 20 tokens go past the network's length.
                foreach (var length in new[] { 1, 5, 20 })
                    Assert.Equal(Generate(forgetful, prompts, length, options), Generate(network, prompts, length, options));
    }

    [Fact]
    public void Generate_PromptsOfUnequalLength_GivesEachWhatItGetsAlone()
    {
        using var network = Trained("gpt");
        var together = Generate(network, Uneven, 6, SamplingOptions.Greedy);
        Assert.Equal(Uneven.Select(prompt => Generate(network, [prompt], 6, SamplingOptions.Greedy)[0]), together);
    }

    [Fact]
    public void Generate_StopToken_EndsARowWithIt()
    {
        using var network = Trained("gpt");
        var whole = Generate(network, Uneven, 40, SamplingOptions.Greedy);
        // The tokens are 0 to 10 in turn, so that each stop comes up early.
        var cut = Generate(network, Uneven, 40, SamplingOptions.Greedy, [0, 7]);
        Assert.All(whole.Zip(cut), pair =>
        {
            var end = Array.FindIndex(pair.First, token => token is 0 or 7);
            Assert.Equal(pair.First[..(end + 1)], pair.Second);
        });
        Assert.Equal(Uneven.Length, cut.Count(row => row[^1] is 0 or 7));
    }

    [Fact]
    public void Generate_AllRowsStopped_DrawsNoMore()
    {
        using var network = Trained("gpt");
        using var counting = new ForgetfulNetwork(network);
        using var sampler = new Sampler(SamplingOptions.Greedy, 0);
        LeftToRight.Generate(counting, Even, 1000, sampler, CPU, [0, 7]);
        Assert.InRange(counting.Calls, 11, 40);
    }

    private static int[][] Generate(Network network, int[][] prompts, int length, SamplingOptions options, int[]? stops = null)
    {
        using var sampler = new Sampler(options, 3);
        return LeftToRight.Generate(network, prompts, length, sampler, CPU, stops);
    }

    private static Network Build(string model)
    {
        var entry = Catalog.Models.Find(model)!;
        manual_seed(1);
        var network = entry.Create(Activator.CreateInstance(entry.OptionsType)!).Build(Vocabulary, Length);
        network.eval();
        return network;
    }

    /// <summary>A network that has learnt to count from 0 to 10 and begin again, so that its choices are clear.</summary>
    private static Network Trained(string model)
    {
        var network = Build(model);
        using var optimizer = optim.AdamW(network.parameters(), 3e-3);
        var generator = new Random(1);
        for (var step = 0; step < 60; step++)
        {
            using var scope = NewDisposeScope();
            var rows = Enumerable.Range(0, 16).Select(_ => generator.Next(Vocabulary)).ToArray();
            Tensor Counted(int from) => tensor(rows.SelectMany(first => Enumerable.Range(first + from, Length), (_, token) => (long)(token % Vocabulary)).ToArray(), 16, Length);
            TokenLoss.Mean(network.forward(Counted(0)), Counted(1), null).backward();
            optimizer.step();
            optimizer.zero_grad();
        }

        return network;
    }

    private static Tensor Reread(Network network, Tensor tokens_BS, int seen)
    {
        var last = Math.Min(seen, network.Length);
        return network.Hidden(tokens_BS.narrow(1, seen - last, last), AttentionKind.Causal).narrow(1, last - 1, 1);
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-5f);
    }
}
