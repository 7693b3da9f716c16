using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class PromptBootstrapTests
{
    private const byte New = 16, First = 4;

    [Fact]
    public void Intervals_OfOneSeed_AreTheBinomials()
    {
        // 300 of 1,000: sqrt(0.3 × 0.7 / 1,000) = 0.014491.
        var interval = Share([Flags(300, 1000)])!.Value;
        Assert.Equal(0.3 - 1.96 * 0.014491, interval.Low, 0.003);
        Assert.Equal(0.3 + 1.96 * 0.014491, interval.High, 0.003);
    }

    [Fact]
    public void Intervals_OfManySeeds_SumBothLevels()
    {
        // Shares 0.2 and 0.6 in turn, 40 seeds of 100 prompts. Between seeds the variance is 0.04; within, (0.2 × 0.8 + 0.6 × 0.4) / 2 / 100 = 0.002;
        // of the mean, (0.04 + 0.002) / 40, whose root is 0.032404.
        var interval = Share([.. Enumerable.Range(0, 40).Select(seed => Flags(seed % 2 == 0 ? 20 : 60, 100))])!.Value;
        Assert.Equal(0.4 - 1.96 * 0.032404, interval.Low, 0.005);
        Assert.Equal(0.4 + 1.96 * 0.032404, interval.High, 0.005);
    }

    [Fact]
    public void Intervals_WherePromptsAgree_AreOfSeedsAlone() =>
        Assert.Equal(Bootstrap.Mean([0, 1, 1])!.Value, Share([Flags(0, 50), Flags(50, 50), Flags(50, 50)])!.Value);

    [Fact]
    public void Intervals_OfAShareAmongSome_AreOfThose()
    {
        // 80 of 200 that are new are the first of their kind, 800 others say nothing: sqrt(0.4 × 0.6 / 200) = 0.034641.
        byte[] flags = [.. Enumerable.Range(0, 1000).Select(i => i < 80 ? (byte)(New | First) : i < 200 ? New : (byte)1)];
        var interval = PromptBootstrap.Intervals([flags], [(First, New)])[0]!.Value;
        Assert.Equal(0.4 - 1.96 * 0.034641, interval.Low, 0.006);
        Assert.Equal(0.4 + 1.96 * 0.034641, interval.High, 0.006);
    }

    [Fact]
    public void Intervals_Twice_AreTheSame() => Assert.Equal(Share([Flags(3, 10), Flags(5, 10)]), Share([Flags(3, 10), Flags(5, 10)]));

    [Fact]
    public void Intervals_OfTooLittle_AreNone()
    {
        Assert.Null(Share([]));
        Assert.Null(Share([[1]]));
        Assert.Null(PromptBootstrap.Intervals([[1, 1]], [(First, New)])[0]);
    }

    private static Interval? Share(IReadOnlyList<byte[]> seeds) => PromptBootstrap.Intervals(seeds, [(First, 0)])[0];

    private static byte[] Flags(int with, int of) => [.. Enumerable.Range(0, of).Select(i => i < with ? First : (byte)0)];
}
