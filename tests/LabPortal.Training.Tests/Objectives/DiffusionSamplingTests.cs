using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Objectives;

public sealed class DiffusionSamplingTests
{
    private static readonly Vocabulary Letters = new(["a", "b", "c", "$"], 3);
    private static readonly double[] Wanted = [0.5, 0.3, 0.15, 0.05];

    public static TheoryData<IObjective> Objectives => new(
        new MaskedDiffusionObjective(new MaskedDiffusionOptions { Steps = 1 }), new MaskedDiffusionObjective(new MaskedDiffusionOptions { Steps = 40 }),
        new ScoreEntropyObjective(new ScoreEntropyOptions { Steps = 40 }), new ScoreEntropyObjective(new ScoreEntropyOptions { Steps = 400, Sampler = ScoreSampler.Euler }));

    // A network that says the same distribution at every masked place: what comes out must have it.
    [Theory]
    [MemberData(nameof(Objectives))]
    public void Generate_AKnownDistribution_DrawsFromIt(IObjective objective)
    {
        using var scope = NewDisposeScope();
        const int rows = 2000, length = 3;
        var logits = Wanted.Select(chance => (float)(Math.Log(chance) + (objective is ScoreEntropyObjective ? Math.Log(4) : 0))).Append(0f).ToArray();
        using var network = new GivenLogits(tensor(logits).expand(rows, 2 + length, 5).contiguous());
        using var sampler = new Sampler(new SamplingOptions(1, 0, 1), 5);
        var scores = new TokenScores(2);
        var outputs = objective.Generate(network, [.. Enumerable.Repeat(new[] { 2, 1 }, rows)], length, objective.Extend(Letters), sampler, CPU, scores);
        Assert.All(outputs, output => Assert.Equal(length, output.Length));
        Assert.InRange(objective.Passes(length, keeps: true) / (network.Rows / (double)rows), 0.97, 1.03);
        for (var token = 0; token < 4; token++)
            Assert.Equal(Wanted[token], outputs.SelectMany(output => output).Average(said => said == token ? 1.0 : 0), 0.03);
        Assert.All(scores.Outputs.Zip(outputs), pair => Assert.All(pair.First.Zip(pair.Second), one => Assert.Equal(Wanted[one.Second], one.First.Probability, 1e-4)));
    }

    // 200 steps over 3 tokens: a pass over all rows at each would read 100 x 200 rows.
    [Fact]
    public void Generate_MoreStepsThanTokens_ReadsARowOnceForEachTokenAtMost()
    {
        using var scope = NewDisposeScope();
        const int rows = 100, length = 3;
        using var network = new GivenLogits(zeros(rows, 2 + length, 5));
        using var sampler = new Sampler(new SamplingOptions(1, 0, 1), 5);
        var objective = new MaskedDiffusionObjective(new MaskedDiffusionOptions { Steps = 200 });
        objective.Generate(network, [.. Enumerable.Repeat(new[] { 2, 1 }, rows)], length, objective.Extend(Letters), sampler, CPU);
        Assert.InRange(network.Rows, rows, rows * length);
    }

    [Fact]
    public void Generate_UniformNoiseAndTheTrueRatios_DrawsTheData()
    {
        using var scope = NewDisposeScope();
        using var network = new TrueUniformRatios(Wanted);
        using var sampler = new Sampler(new SamplingOptions(1, 0, 1), 5);
        var objective = new ScoreEntropyObjective(new ScoreEntropyOptions { Graph = NoiseGraph.Uniform, Steps = 60 });
        var outputs = objective.Generate(network, [.. Enumerable.Repeat(new[] { 2, 1 }, 3000)], 1, Letters, sampler, CPU);
        for (var token = 0; token < 4; token++)
            Assert.Equal(Wanted[token], outputs.Average(output => output[0] == token ? 1.0 : 0), 0.03);
    }

    [Fact]
    public void Prepare_TargetOnly_LeavesThePrompt()
    {
        var batch = new ExampleBatch([.. Enumerable.Range(0, 400).Select(_ => new Example([0, 1], [2, 1, 0]))]);
        var objective = new MaskedDiffusionObjective(new MaskedDiffusionOptions());
        var rows = objective.Prepare(batch, objective.Extend(Letters), new SeededRandom(3, Purpose.Step));
        Assert.Equal((5, 3), (rows.Length, rows.Supervised));
        Assert.All(rows.Inputs.Chunk(5), row => Assert.Equal([0L, 1], row[..2]));
        // Times are even over the batch, so half of all tokens are masked; each weighs one over its time.
        Assert.Equal(0.5, rows.Inputs.Chunk(5).SelectMany(row => row[2..]).Average(token => token == 4 ? 1.0 : 0), 0.04);
        Assert.All(rows.Inputs.Chunk(5).SelectMany(row => row[2..]).Zip(rows.Weights!), pair => Assert.Equal(pair.First == 4, pair.Second >= 1));
    }

    [Fact]
    public void Denoiser_AtTheStart_SaysNothingAndThenHearsItsNoise()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var model = new DenoiserModel(new DenoiserOptions { Layers = 2, Heads = 2, Width = 16, Condition = 8, Dropout = 0 });
        using var network = model.Build(11, 6);
        Assert.Equal(model.Parameters(11, 6), network.parameters().Sum(one => one.numel()));
        var tokens_BT = tensor(new long[] { 1, 2, 3, 4, 5, 6 }, 1, 6);
        Tensor Said(float level) => network.LastLogits(tokens_BT, AttentionKind.Bidirectional, 6, tensor(new[] { level }));
        Assert.Equal(0, Said(1).abs().max().item<float>());
        using (no_grad())
            foreach (var (_, parameter) in network.named_parameters())
                parameter.normal_(0, 0.3);
        Assert.True((Said(0.1f) - Said(2f)).abs().max().item<float>() > 1e-3);
        // Rotary positions tell only how far apart tokens are: a row moved along says the same of what it still sees.
        Assert.True((Said(1).narrow(1, 0, 1) - Said(1).narrow(1, 1, 1)).abs().max().item<float>() > 1e-3);
    }

    /// <summary>What a perfect network would say of single tokens under uniform noise.</summary>
    private sealed class TrueUniformRatios(double[] data) : Network(nameof(TrueUniformRatios), 3)
    {
        private Tensor _seen_B = zeros(1);
        private Tensor _kept_B = zeros(1);

        public override Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null)
        {
            (_seen_B, _kept_B) = (tokens_BT.select(1, 2), (-noise_B!).exp());
            return tokens_BT.narrow(1, 2, 1);
        }

        public override Tensor Logits(Tensor hidden_BTC)
        {
            var chances_BV = (1 - _kept_B.unsqueeze(1)) / 4 + _kept_B.unsqueeze(1) * tensor(data.Select(chance => (float)chance).ToArray());
            return (chances_BV / chances_BV.gather(1, _seen_B.unsqueeze(1))).log().unsqueeze(1);
        }
    }
}
