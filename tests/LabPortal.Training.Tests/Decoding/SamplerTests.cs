using LabPortal.Training.Decoding;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Decoding;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [2, 1, 0, -1];

    [Fact]
    public void Draw_Greedy_TakesTheLikeliestOfEachRow()
    {
        using var sampler = new Sampler(SamplingOptions.Greedy, 0);
        Assert.Equal([1, 0], sampler.Draw(tensor(new float[] { 0, 3, 1, 5, 4, 4.5f }, 2, 3)));
    }

    [Fact]
    public void Probabilities_Temperature_IsTheSoftmaxOfScaledLogits()
    {
        var weights = Logits.Select(logit => Math.Exp(logit / 0.5)).ToArray();
        Assert.All(Probabilities(new SamplingOptions(0.5, 0, 1)).Zip(weights), pair => Assert.Equal(pair.Second / weights.Sum(), pair.First, 1e-6));
    }

    [Fact]
    public void Probabilities_TopK_KeepsTheKLikeliest()
    {
        var expected = 1 / (1 + Math.Exp(-1));
        Assert.All(Probabilities(new SamplingOptions(1, 2, 1)).Zip([expected, 1 - expected, 0, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void Probabilities_TopP_KeepsTheFewestThatReachIt()
    {
        // Softmax of 2, 1, 0, −1 is 0.644, 0.237, 0.087, 0.032: two reach 0.7, one reaches 0.6.
        var two = 1 / (1 + Math.Exp(-1));
        Assert.All(Probabilities(new SamplingOptions(1, 0, 0.7)).Zip([two, 1 - two, 0, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.All(Probabilities(new SamplingOptions(1, 0, 0.6)).Zip([1.0, 0, 0, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void Draw_SameSeed_DrawsTheSame()
    {
        int[] Draws(long seed)
        {
            using var sampler = new Sampler(new SamplingOptions(1, 0, 1), seed);
            return Enumerable.Range(0, 50).SelectMany(_ => sampler.Draw(tensor(Logits, 1, 4))).ToArray();
        }

        Assert.Equal(Draws(3), Draws(3));
        Assert.NotEqual(Draws(3), Draws(4));
    }

    [Fact]
    public void Draw_ManyTimes_FollowsTheProbabilities()
    {
        using var scope = NewDisposeScope();
        using var sampler = new Sampler(new SamplingOptions(1, 0, 1), 1);
        var draws = sampler.Draw(tensor(Logits, 1, 4).expand(20_000, 4));
        // 0.644 expected; five standard deviations are 0.017.
        Assert.InRange(draws.Average(token => token == 0 ? 1.0 : 0.0), 0.627, 0.661);
    }

    private static float[] Probabilities(SamplingOptions options)
    {
        using var scope = NewDisposeScope();
        using var sampler = new Sampler(options, 0);
        return sampler.Probabilities(tensor(Logits, 1, 4)).data<float>().ToArray();
    }
}
