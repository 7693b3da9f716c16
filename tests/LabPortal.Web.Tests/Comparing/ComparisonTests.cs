using LabPortal.Data.Runs;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(new[] { 0.5, 0.51, 0.49 }, new[] { 0.99, 1.0, 0.98 }, false)]
    [InlineData(new[] { 0.97, 1.0, 0.99 }, new[] { 0.99, 1.0, 0.98 }, true)]
    [InlineData(new[] { 1.0, 1.0 }, new[] { 1.0, 1.0 }, true)]
    // Without any spread t has no answer, and what ranks say of three seeds is no tie.
    [InlineData(new[] { 1.0, 1.0, 1.0 }, new[] { 0.5, 0.5, 0.5 }, false)]
    // Nothing was tested, so nothing is claimed.
    [InlineData(new[] { 1.0 }, new[] { 0.5 }, false)]
    public void TiedWithBest_OfTwoArms_IsWhatATestCannotTell(double[] a, double[] b, bool tied)
    {
        var comparison = TestComparison.Of(TestComparison.Arm("a", a), TestComparison.Arm("b", b));
        Assert.Equal(tied ? 1 : 0, comparison.TiedWithBest().Count);
    }

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
