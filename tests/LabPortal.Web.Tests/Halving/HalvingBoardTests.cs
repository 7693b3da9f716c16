using LabPortal.Data.Experiments;
using LabPortal.Data.Halving;
using LabPortal.Data.Runs;
using LabPortal.Training.Search;
using LabPortal.Web.Comparing;
using LabPortal.Web.Halving;

namespace LabPortal.Web.Tests.Halving;

public sealed class HalvingBoardTests
{
    private static readonly HalvingRule Rule = new() { FirstRung = 100, Eta = 2 };
    private static readonly Experiment Experiment = new("x", "", 1, "{}", "0", DateTime.UnixEpoch, "ada");
    private readonly List<Arm> _arms = [.. Enumerable.Range(0, 4).Select(i => new Arm(Experiment, i, $"arm {i}", "{}", "0", 1000, "cpu"))];
    private readonly List<RungRun> _runs = [];

    [Fact]
    public void Of_SeedsThatAreNotThereYet_AreWaitedFor()
    {
        Add(0, 1, 3.0);
        Add(0, 2, null);
        Add(1, 1, 1.0);
        Add(1, 2, 1.0);
        Add(2, 1, 2.0);
        Add(2, 2, 2.0);
        Add(3, 1, null);
        var board = Board();
        Assert.Equal([(null, 1, 2), (1.0, 2, 2), (2.0, 2, 2), (null, 0, 1)], board.Rows.Select(row => (row.Cells[0].Value, row.Cells[0].Seeds, row.Cells[0].Wanted)));
        Assert.All(board.Rows, row => Assert.Null(row.Out));

        _runs[1] = _runs[1] with { Values = [2.0] };
        var due = Assert.Single(Board().Due(Experiment.Id, DateTime.UnixEpoch));
        Assert.Equal((_arms[0].Id, 100, 2.5, 2, 2.0, 2, 3), (due.ArmId, due.Rung, due.Value!.Value, due.Seeds, due.CutOff, due.Kept, due.Judged));
        Assert.Equal("stopped early: at step 100 its eval/loss was 2.500, mean of 2 seeds; the best 2 of 4 arms go on, and 2 have 2 or better.", due.Reason);
    }

    [Fact]
    public void Of_OneSeedIsEnough_JudgesWithoutTheRest()
    {
        for (var arm = 0; arm < 4; arm++)
        {
            Add(arm, 1, 4.0 - arm);
            Add(arm, 2, null);
        }

        Assert.Equal([0, 1], Board(Rule with { Seeds = 1 }).Rows.Select((row, i) => (row, i)).Where(one => one.row.IsDue).Select(one => one.i));
        Assert.All(Board().Rows, row => Assert.True(row.Cells[0].IsWaiting));
    }

    [Fact]
    public void Of_ARunThatFailed_IsTheWorst()
    {
        Add(0, 1, 1.0);
        Add(0, 2, null, RunState.Failed);
        Add(1, 1, 5.0);
        Add(2, 1, 6.0);
        Add(3, 1, null);
        var board = Board();
        Assert.Equal(double.NaN, board.Rows[0].Cells[0].Value);
        var due = Assert.Single(board.Due(Experiment.Id, DateTime.UnixEpoch));
        Assert.Null(due.Value);
        Assert.StartsWith("stopped early: run 2 failed before step 100, which counts as the worst eval/loss;", due.Reason);
    }

    [Fact]
    public void Of_RunsThatSomebodyCancelled_AreLeftOut()
    {
        Add(0, 1, 9.0);
        Add(0, 2, null, RunState.Cancelled);
        Add(1, 1, null, RunState.Cancelled);
        Add(2, 1, 2.0);
        Add(3, 1, 3.0);
        var board = Board();
        Assert.Equal(["arm 0", "arm 2", "arm 3"], board.Rows.Select(row => row.Name));
        Assert.Equal((9.0, 1), (board.Rows[0].Cells[0].Value, board.Rows[0].Cells[0].Wanted));
        Assert.True(board.Rows[0].IsDue); // 2 of 3 go on
    }

    [Fact]
    public void Of_ASeedThatWasRunAgain_CountsOnce()
    {
        Add(0, 1, 4.0, RunState.Completed);
        Add(0, 1, null, RunState.Queued);
        Assert.Equal((4.0, 1, 1), (Board().Rows[0].Cells[0].Value, Board().Rows[0].Cells[0].Seeds, Board().Rows[0].Cells[0].Wanted));
    }

    [Fact]
    public void Of_AnArmThatHasEnded_IsBeatenButNotStopped()
    {
        Add(0, 1, 9.0, RunState.Completed);
        for (var arm = 1; arm < 4; arm++)
            Add(arm, 1, arm, RunState.Running);
        var row = Board().Rows[0];
        Assert.Equal((0, false), (row.Out!.Rung, row.IsDue));
    }

    [Fact]
    public void GoesOn_IsSaidOnlyWhenNoArmStillToComeCanChangeIt()
    {
        Add(0, 1, 1.0);
        Add(1, 1, 2.0);
        Add(2, 1, null);
        Add(3, 1, null);
        // Two of four go on: the best can still be beaten by both that are missing, not by one.
        Assert.DoesNotContain(Board().Rows, row => Board().GoesOn(row, 0));
        _runs[2] = _runs[2] with { Values = [5.0] };
        Assert.Equal([true, false, false, false], Board().Rows.Select(row => Board().GoesOn(row, 0)));
    }

    [Theory]
    [InlineData(true, RunState.Completed)]
    [InlineData(false, RunState.Cancelled)]
    public void State_OfAnExperimentWithStoppedArms_IsThatOfTheOthers(bool stopsWeakArms, RunState state)
    {
        Assert.Equal(state, ExperimentState.Of([RunState.Completed, RunState.Cancelled], stopsWeakArms));
        Assert.Equal(RunState.Cancelled, ExperimentState.Of([RunState.Cancelled], stopsWeakArms));
        Assert.Equal(RunState.Running, ExperimentState.Of([RunState.Completed, RunState.Cancelled, RunState.Running], stopsWeakArms));
    }

    private HalvingBoard Board(HalvingRule? rule = null) => HalvingBoard.Of(rule ?? Rule, [100], _arms, _runs, []);

    private void Add(int arm, long seed, double? value, RunState state = RunState.Running) =>
        _runs.Add(new RungRun(_arms[arm].Id, _runs.Count + 1, seed, state, 0, [value]));
}
