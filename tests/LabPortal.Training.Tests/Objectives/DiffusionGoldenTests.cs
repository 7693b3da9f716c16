using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Objectives;

/// <summary>Numbers computed once with the published codes, for four tokens and the mask (4), times 0.3 and 0.8, and a network that says sin(0.7 i).</summary>
public sealed class DiffusionGoldenTests
{
    private static readonly long[] Clean = [0, 1, 2, 3, 1, 3, 3, 0, 2, 1];
    private static readonly long[] Seen = [0, 4, 2, 4, 1, 4, 3, 4, 4, 4];
    private static readonly double[] Times = [0.3, 0.8];

    [Fact]
    public void Schedule_LogLinear_IsThePublished()
    {
        foreach (var (time, total, rate, masked) in new[] { (0.3, 0.3562465, 1.4265316, 0.2997), (0.8, 1.6054459, 4.9750996, 0.7992) })
        {
            Assert.Equal(total, NoiseSchedule.LogLinear.Total(time), 2e-7);
            Assert.Equal(rate, NoiseSchedule.LogLinear.Rate(time), 2e-7);
            Assert.Equal(masked, 1 - Math.Exp(-NoiseSchedule.LogLinear.Total(time)), 2e-7);
        }
    }

    [Fact]
    public void Times_Antithetic_AreThePublished() =>
        Assert.Equal([0.025975, 0.375625, 0.725275, 0.825175], new[] { 0.1, 0.5, 0.9, 0.3 }.Select((uniform, row) => Math.Round(NoiseTimes.At(uniform, row, 4, antithetic: true), 6)));

    [Fact]
    public void MaskedDiffusion_Loss_IsThePublished()
    {
        using var scope = NewDisposeScope();
        using var network = new GivenLogits(Raw());
        var weights_BL = tensor(Seen.Select((token, i) => token == 4 ? (float)(1 / Times[i / 5]) : 0f).ToArray(), 2, 5);
        var rows = new RowTensors(Ids(Seen), Ids(Clean), weights_BL, zeros(2));
        var loss = ((IObjective)new MaskedDiffusionObjective(new MaskedDiffusionOptions())).Loss(network, rows);
        Assert.Equal(1.6056368, loss.item<float>(), 1e-5);
        Assert.Equal(4.981031, Math.Exp(loss.item<float>()), 2e-5); // and its perplexity
    }

    [Fact]
    public void ScoreEntropy_EachToken_IsThePublished()
    {
        using var scope = NewDisposeScope();
        var sigma_B = tensor(Times.Select(time => (float)NoiseSchedule.LogLinear.Total(time)).ToArray());
        var scores_BLV = ScoreEntropyLoss.LogScores(Raw(), Ids(Seen), sigma_B, NoiseGraph.Absorbing);
        var each = ScoreEntropyLoss.Each(scores_BLV, Ids(Seen), Ids(Clean), sigma_B, NoiseGraph.Absorbing).data<float>().ToArray();
        double[] expected = [0, 4.1243491, 0, 2.2048569, 0, 0.1739863, 0, 0.6431717, 0.4970848, 0.4276193];
        Assert.All(expected.Zip(each), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void ScoreEntropy_Loss_IsThePublishedOverItsTokens()
    {
        using var scope = NewDisposeScope();
        using var network = new GivenLogits(Raw());
        var rates_BL = tensor(Enumerable.Range(0, 10).Select(i => (float)NoiseSchedule.LogLinear.Rate(Times[i / 5])).ToArray(), 2, 5);
        var rows = new RowTensors(Ids(Seen), Ids(Clean), rates_BL, tensor(Times.Select(time => (float)NoiseSchedule.LogLinear.Total(time)).ToArray()));
        var loss = ((IObjective)new ScoreEntropyObjective(new ScoreEntropyOptions())).Loss(network, rows);
        Assert.Equal(8.8473749 / 5, loss.item<float>(), 1e-5);
    }

    // The least score entropy is 0, where the network says the true ratios; so it is for each token apart.
    [Fact]
    public void ScoreEntropy_UniformAtTheTrueRatios_IsNothing()
    {
        using var scope = NewDisposeScope();
        var sigma = 0.7f;
        var kept = Math.Exp(-sigma);
        double Chance(long to, long from) => (1 - kept) / 4 + (to == from ? kept : 0);
        long[] clean = [0, 1, 2, 3], seen = [0, 2, 2, 1];
        var truth = clean.Zip(seen).SelectMany(pair => Enumerable.Range(0, 4).Select(y => (float)Math.Log(Chance(y, pair.First) / Chance(pair.Second, pair.First)))).ToArray();
        var sigma_B = tensor(new[] { sigma });
        var scores_BLV = ScoreEntropyLoss.LogScores(tensor(truth).reshape(1, 4, 4), tensor(seen, 1, 4), sigma_B, NoiseGraph.Uniform);
        Assert.All(ScoreEntropyLoss.Each(scores_BLV, tensor(seen, 1, 4), tensor(clean, 1, 4), sigma_B, NoiseGraph.Uniform).data<float>().ToArray(), nats => Assert.Equal(0, nats, 1e-6));
        var off = ScoreEntropyLoss.Each(scores_BLV + 0.1, tensor(seen, 1, 4), tensor(clean, 1, 4), sigma_B, NoiseGraph.Uniform).data<float>().ToArray();
        Assert.All(off, nats => Assert.True(nats > 1e-4));
    }

    private static Tensor Raw() => tensor(Enumerable.Range(0, 50).Select(i => (float)Math.Sin(0.7 * i)).ToArray()).reshape(2, 5, 5);

    private static Tensor Ids(long[] ids) => tensor(ids, 2, 5);
}
