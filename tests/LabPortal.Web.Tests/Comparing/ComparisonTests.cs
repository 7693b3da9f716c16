using LabPortal.Data.Runs;
using LabPortal.Web.Charts;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class ComparisonTests
{
    private const string Metric = "eval/accuracy";

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
        var comparison = Of(Arm("a", a), Arm("b", b));
        Assert.Equal(tied ? 1 : 0, comparison.TiedWithBest().Count);
    }

    [Fact]
    public void Group_OfASeedRunAgain_CountsItOnce()
    {
        IReadOnlyList<ComparedRun> runs = [Run(1, 0.5, RunState.Completed), Run(2, 0.6, RunState.Completed)];
        var arm = new ComparedArm(Guid.NewGuid(), "a", new ArmColour(0), "{}", null, [.. runs, runs[0] with { Id = Guid.NewGuid(), Number = 9 }]);
        Assert.Equal([1L, 2], arm.Group(Metric).Values.Keys.Order());
    }

    [Fact]
    public void Mean_WhileNothingHasFinished_IsOfThoseThatTrain()
    {
        var arm = new ComparedArm(Guid.NewGuid(), "a", new ArmColour(0), "{}", null, [Run(1, 0.25, RunState.Running)]);
        Assert.Equal(0.25, arm.Mean(Metric)!.Value.Mean);
        Assert.Empty(arm.Finals(Metric));
    }

    private static Comparison Of(params ComparedArm[] arms) => new("test", arms, Metric, 0.5, [Metric]);

    private static ComparedArm Arm(string name, double[] values) =>
        new(Guid.NewGuid(), name, new ArmColour(0), "{}", null, [.. values.Select((value, i) => Run(i + 1, value, RunState.Completed))]);

    private static ComparedRun Run(int seed, double value, RunState state) =>
        new(Guid.NewGuid(), seed, seed, state, 1, 1, null, null, new Dictionary<string, double> { [Metric] = value });
}
