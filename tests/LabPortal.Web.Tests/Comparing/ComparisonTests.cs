using LabPortal.Data.Runs;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(new[] { 0.5, 0.51, 0.49 }, new[] { 0.99, 1.0, 0.98 }, Standing.Behind)]
    // Differences 0.01, 0, 0.01, 0: power.t.test(delta = 0.05, sd = 0.006, power = .8, type = "paired") needs 2.5.
    [InlineData(new[] { 0.98, 1.0, 0.97, 0.99 }, new[] { 0.99, 1.0, 0.98, 0.99 }, Standing.Tied)]
    [InlineData(new[] { 0.9, 1.0 }, new[] { 1.0, 0.95 }, Standing.Open)]
    [InlineData(new[] { 1.0, 1.0 }, new[] { 1.0, 1.0 }, Standing.Tied)]
    // Without any spread t has no answer, and what ranks say of three seeds is no tie.
    [InlineData(new[] { 0.5, 0.5, 0.5 }, new[] { 1.0, 1.0, 1.0 }, Standing.Behind)]
    // Nothing was tested, so nothing is claimed.
    [InlineData(new[] { 0.5 }, new[] { 1.0 }, Standing.Behind)]
    public void Standings_OfTwoArms_AreWhatATestCanTell(double[] a, double[] b, Standing expected)
    {
        var (first, second) = (TestComparison.Arm("a", a), TestComparison.Arm("b", b));
        var standings = TestComparison.Of(first, second).Standings();
        Assert.Equal(new[] { expected, Standing.Best }.Order(), new[] { standings[(first.Id, TestComparison.Metric)], standings[(second.Id, TestComparison.Metric)] }.Order());
    }

    [Fact]
    public void Standings_OfOneArmWithANumber_AreNone() => Assert.Empty(TestComparison.Of(TestComparison.Arm("a", 0.5, 0.6), TestComparison.Arm("b")).Standings());

    [Fact]
    public void Group_OfASeedRunAgain_CountsItOnce()
    {
        IReadOnlyList<ComparedRun> runs = [TestComparison.Run(1, 0.5, RunState.Completed), TestComparison.Run(2, 0.6, RunState.Completed)];
        var arm = TestComparison.Of("a", [.. runs, runs[0] with { Id = Guid.NewGuid(), Number = 9 }]);
        Assert.Equal([1L, 2], arm.Group(TestComparison.Metric).Values.Keys.Order());
    }

    [Fact]
    public void Mean_WhileNothingHasFinished_IsOfThoseThatTrain()
    {
        var arm = TestComparison.Of("a", [TestComparison.Run(1, 0.25, RunState.Running)]);
        Assert.Equal(0.25, arm.Mean(TestComparison.Metric)!.Value.Mean);
        Assert.Empty(arm.Finals(TestComparison.Metric));
    }

    [Fact]
    public void Pairs_OfThree_AreAgainstOneOrAllOfThem()
    {
        var comparison = TestComparison.Of(TestComparison.Arm("a"), TestComparison.Arm("b"), TestComparison.Arm("c"));
        Assert.Equal(["a-b", "c-b"], comparison.Pairs("b", allPairs: false).Select(pair => $"{pair.Arm.Name}-{pair.Against.Name}"));
        Assert.Equal(["b-a", "c-a", "c-b"], comparison.Pairs(null, allPairs: true).Select(pair => $"{pair.Arm.Name}-{pair.Against.Name}"));
    }
}
