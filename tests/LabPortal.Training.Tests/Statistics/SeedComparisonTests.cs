using LabPortal.Training.Statistics;

namespace LabPortal.Training.Tests.Statistics;

public sealed class SeedComparisonTests
{
    [Fact]
    public void Comparison_OfTheSameSeeds_IsPaired()
    {
        var of = SeedComparison.Of(Group([1, 2, 3], [0.9, 0.8, 0.95]), Group([3, 1, 2], [0.6, 0.5, 0.55]));
        Assert.Equal([1L, 2, 3], of.Seeds);
        Assert.Equal(TTest.PairedName, of.Decisive.Test);
        // By hand: (0.4 + 0.25 + 0.35) / 3.
        Assert.Equal(1.0 / 3, of.Difference!.Value, 12);
    }

    [Fact]
    public void Comparison_WithAHole_PairsTheSeedsThatBothHave() =>
        Assert.Equal([1L, 3], SeedComparison.Of(Group([1, 2, 3], [1, 2, 3]), Group([1, 3], [2, 2.5])).Seeds);

    [Fact]
    public void Comparison_OfOtherSeeds_IsNotPaired()
    {
        var of = SeedComparison.Of(Group([1, 2, 3, 4], [0.9, 0.8, 0.95, 1]), Group([4, 5, 6], [0.6, 0.5, 0.55]));
        Assert.Equal((false, TTest.WelchName, 3), (of.Paired, of.Decisive.Test, of.Count));
    }

    [Fact]
    public void Comparison_OfPairsThatAllDifferAlike_GoesByTheGroups() =>
        Assert.Equal(TTest.WelchName, SeedComparison.Of(Group([1, 2, 3], [0.5, 0.75, 1]), Group([1, 2, 3], [0.25, 0.5, 0.75])).Decisive.Test);

    [Fact]
    public void Comparison_WithoutSpread_FallsBackOnRanks()
    {
        var of = SeedComparison.Of(Group([1, 2, 3], [1, 1, 1]), Group([1, 2, 3], [0.5, 0.5, 0.5]));
        Assert.Equal(SignedRankTest.Name, of.Decisive.Test);
        Assert.Equal(0.25, of.Decisive.P);
        Assert.Equal("too few seeds to tell (n = 3; 6 needed where all seeds of an arm agree)", Alone(of).Words);
    }

    [Fact]
    public void Verdict_OfAClearDifference_IsItsDirection()
    {
        var of = SeedComparison.Of(Group([1, 2, 3], [0.99, 1, 0.98]), Group([1, 2, 3], [0.5, 0.51, 0.48]));
        Assert.Equal(Finding.Better, Alone(of).Finding);
        Assert.Equal(Finding.Worse, Alone(of, higherIsBetter: false).Finding);
    }

    [Fact]
    public void Verdict_OfTwoSeeds_SaysHowManyAreNeeded()
    {
        // Differences 0.02 and −0.02: deviation 0.0283; power.t.test(delta = 0.05, sd = 0.0283, power = .8, type = "paired") needs 4.7.
        var verdict = Alone(SeedComparison.Of(Group([1, 2], [0.52, 0.5]), Group([1, 2], [0.5, 0.52])));
        Assert.Equal("too few seeds to tell (n = 2; about 5 needed to see a difference of 0.05)", verdict.Words);
    }

    [Fact]
    public void Detectable_OfAVerdict_NeedsItsSeedsAndNoMore()
    {
        var verdict = Alone(SeedComparison.Of(Group([1, 2, 3, 4], [0.5, 0.51, 0.5, 0.5]), Group([1, 2, 3, 4], [0.5, 0.5, 0.51, 0.5])));
        Assert.Equal(4, Power.Needed(verdict.Detectable!.Value, verdict.Of.Deviation!.Value, paired: true)!.Value, 5);
        Assert.Null(Alone(SeedComparison.Of(Group([1], [0.5]), Group([1], [0.9]))).Detectable);
    }

    [Fact]
    public void Verdict_OfOneSeed_SaysThatATestNeedsTwo() =>
        Assert.Equal("too few seeds to tell (n = 1; a test needs at least 2)", Alone(SeedComparison.Of(Group([1], [0.5]), Group([1], [0.9]))).Words);

    [Fact]
    public void Verdict_OfTheSameValues_IsNoDifference() =>
        Assert.Equal("no difference", Alone(SeedComparison.Of(Group([1, 2], [1, 1]), Group([1, 2], [1, 1]))).Words);

    [Fact]
    public void Verdict_OfEnoughSeeds_SaysWhatTheyWouldHaveShown() =>
        Assert.Equal("no difference seen (n = 4 would show one of 0.05)", Alone(SeedComparison.Of(Group([1, 2, 3, 4], [0.5, 0.51, 0.5, 0.5]), Group([1, 2, 3, 4], [0.5, 0.5, 0.51, 0.5]))).Words);

    [Fact]
    public void Verdict_OfALossThatDiverged_IsNoTest() =>
        Assert.Equal("no test: 1 of 2 pairs has a value that is not finite", Alone(SeedComparison.Of(Group([1, 2], [1, double.NaN]), Group([1, 2], [1, 1]))).Words);

    [Fact]
    public void Verdict_OfNothing_IsTooFew() => Assert.Equal(Finding.TooFewSeeds, Alone(SeedComparison.Of(Group([], []), Group([1, 2], [1, 1]))).Finding);

    [Fact]
    public void Table_OfManyTests_AsksForMore()
    {
        // Alone p = 0.0153; among five of them Holm asks for p below 0.01.
        var of = SeedComparison.Of(Group([1, 2, 3], [0.61, 0.63, 0.66]), Group([1, 2, 3], [0.5, 0.5, 0.5]));
        Assert.Equal(Finding.Better, Alone(of).Finding);
        var table = SeedVerdict.Table([of, of, of, of, of], true, _ => 0.05);
        Assert.All(table, one => Assert.Equal(Finding.OnlyAlone, one.Finding));
        Assert.Equal(5 * of.Test.P, table[0].Adjusted);
        Assert.StartsWith("not sure (p = 0.0", table[0].Words);
    }

    private static SeedVerdict Alone(SeedComparison of, bool higherIsBetter = true) => SeedVerdict.Table([of], higherIsBetter, _ => 0.05)[0];

    private static SeedGroup Group(long[] seeds, double[] values) => new("arm", seeds.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
}
