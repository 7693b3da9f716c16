using LabPortal.Training.Search;

namespace LabPortal.Training.Tests.Search;

public sealed class HalvingJudgeTests
{
    private static readonly HalvingRule Least = new() { Metric = "eval/loss", Goal = HalvingGoal.Min, FirstRung = 100, Eta = 3 };

    [Fact]
    public void Rungs_AndKept_FollowEta()
    {
        Assert.Equal([100, 300, 900], Least.Rungs(2000));
        Assert.Equal([100, 300], Least.Rungs(900));
        Assert.Equal([9, 3, 1, 1], Enumerable.Range(0, 4).Select(rung => Least.Kept(rung, 27)));
        Assert.Equal([4, 2, 1], Enumerable.Range(0, 3).Select(rung => Least.Kept(rung, 10)));
    }

    [Theory]
    [InlineData(HalvingGoal.Min, new[] { 3, 4, 5 })]
    [InlineData(HalvingGoal.Max, new[] { 0, 1, 2 })]
    public void Judge_SixArmsAtOneRung_KeepsTheBestThird(HalvingGoal goal, int[] gone)
    {
        // Kept: 2 of 6. Arm 3 of the one goal and arm 2 of the other tie with nobody.
        var verdicts = HalvingJudge.Judge(Least with { Goal = goal, Eta = 2 }, Column(1, 2, 3, 4, 5, 6));
        Assert.Equal(gone, verdicts.Select(verdict => verdict.Arm));
        Assert.All(verdicts, verdict => Assert.Equal((0, goal == HalvingGoal.Min ? 3.0 : 4.0, 3, 6), (verdict.Rung, verdict.CutOff, verdict.Kept, verdict.Judged)));
    }

    [Fact]
    public void Judge_FewerArrivedThanGoOn_StopsNobodyYet()
    {
        Assert.Empty(HalvingJudge.Judge(Least, Column(9, 8, null, null, null, null)));
        // 2 of 6 go on: the third arrival is out as soon as two are better, whatever the rest will be.
        Assert.Equal((0, 9.0, 8.0, 2, 3), Told(Assert.Single(HalvingJudge.Judge(Least, Column(9, 8, 1, null, null, null)))));
    }

    [Fact]
    public void Judge_AnyOrderOfArrival_EndsWithTheSameArms()
    {
        double?[] values = [5, 3, 8, 1, 9, 2, 7, 4, 6];
        var whole = HalvingJudge.Judge(Least, Column(values)).Select(verdict => verdict.Arm).ToHashSet();
        Assert.Equal([0, 2, 4, 6, 7, 8], whole.Order());
        for (var arrived = 1; arrived <= values.Length; arrived++)
            Assert.Subset(whole, HalvingJudge.Judge(Least, Column([.. values.Select((value, i) => i < arrived ? value : null)])).Select(verdict => verdict.Arm).ToHashSet());
    }

    [Fact]
    public void Judge_TieAtTheCutOff_StopsNeither()
        => Assert.Equal([3], HalvingJudge.Judge(Least, Column(1, 2, 2, 3)).Select(verdict => verdict.Arm));

    [Theory]
    [InlineData(HalvingGoal.Min)]
    [InlineData(HalvingGoal.Max)]
    public void Judge_NotANumber_IsWorseThanAnyAndNoBetterThanItself(HalvingGoal goal)
    {
        var rule = Least with { Goal = goal };
        var worst = goal == HalvingGoal.Min ? double.PositiveInfinity : double.NegativeInfinity;
        Assert.Equal([0], HalvingJudge.Judge(rule with { Eta = 2 }, Column(double.NaN, worst)).Select(verdict => verdict.Arm));
        Assert.Empty(HalvingJudge.Judge(rule, Column(double.NaN, double.NaN, double.NaN)));
    }

    [Fact]
    public void Judge_SecondRung_ComparesOnlyThoseThatPassedTheFirst()
    {
        // At 100 steps two of four go on: arms 0 and 1. Arm 3 was at 300 already, and better there, but it fell at 100.
        var verdicts = HalvingJudge.Judge(Least with { Eta = 2 }, [[1, 5], [2, 6], [3, null], [4, 1]]);
        Assert.Equal([(0, 3.0, 2.0, 2, 4), (0, 4.0, 2.0, 2, 4), (1, 6.0, 5.0, 1, 2)], verdicts.Select(Told));
    }

    private static (int, double, double, int, int) Told(HalvingVerdict verdict) => (verdict.Rung, verdict.Value, verdict.CutOff, verdict.Kept, verdict.Judged);

    private static IReadOnlyList<double?>[] Column(params double?[] values) => [.. values.Select(value => new[] { value })];
}
