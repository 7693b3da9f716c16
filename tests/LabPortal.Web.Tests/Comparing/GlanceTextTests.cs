using LabPortal.Data.Runs;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class GlanceTextTests
{
    [Fact]
    public void Glance_OfAClearWinner_SaysByHowMuchAndHowSure()
    {
        var text = Of(TestComparison.Arm("next-token", 0.48, 0.5, 0.49), TestComparison.Arm("reversed", 0.99, 1, 0.98), TestComparison.Arm("teacherless", 0.98, 0.99, 1))!;
        Assert.True(text.Sure);
        Assert.StartsWith("reversed leads in exact accuracy, free-running: 0.99 ± 0.02 (n = 3). Against next-token that is +0.50 [0.48, 0.52], and sure: paired t, p < 0.001 after Holm's correction.", text.Words);
        Assert.EndsWith("No test tells teacherless from it.", text.Words);
    }

    [Fact]
    public void Glance_OfTooFewSeeds_SaysHowManyWouldDo()
    {
        var text = Of(TestComparison.Arm("a", 0.5, 0.52), TestComparison.Arm("b", 0.53, 0.51))!;
        Assert.False(text.Sure);
        Assert.Contains("too few seeds to tell (n = 2; about ", text.Words);
    }

    [Fact]
    public void Glance_OfArmsWithOtherSeeds_SaysWhichCount() =>
        Assert.Contains(" over the 3 seeds that both have, and sure", Of(TestComparison.Arm("a", 0.48, 0.5, 0.49, 0.5), TestComparison.Arm("b", 0.99, 1, 0.98))!.Words);

    [Fact]
    public void Glance_WhereTheBaselineLeads_SaysWhatTheOthersAre()
    {
        var text = Of(TestComparison.Arm("a", 0.98, 1, 0.99), TestComparison.Arm("b", 0.5, 0.49, 0.48))!;
        Assert.True(text.Sure);
        Assert.EndsWith("b: worse.", text.Words);
    }

    [Fact]
    public void Glance_WhileOneArmHasFinished_IsNothing() =>
        Assert.Null(Of(TestComparison.Arm("a", 0.5, 0.52), TestComparison.Of("b", [TestComparison.Run(1, 0.9, RunState.Running)])));

    [Fact]
    public void Glance_WhereTheBaselineHasNothing_SaysSo()
    {
        var text = Of(TestComparison.Of("a", []), TestComparison.Arm("b", 0.5, 0.52), TestComparison.Arm("c", 0.6, 0.61))!;
        Assert.EndsWith("a has no finished run to compare with.", text.Words);
    }

    private static GlanceText? Of(params ComparedArm[] arms) => GlanceText.Of(ComparisonView.Read(TestComparison.Of(arms), null, null, null, null));
}
