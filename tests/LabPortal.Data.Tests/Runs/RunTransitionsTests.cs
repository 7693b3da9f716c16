using LabPortal.Data.Experiments;
using LabPortal.Data.Runs;
using static LabPortal.Data.Runs.RunState;

namespace LabPortal.Data.Tests.Runs;

public sealed class RunTransitionsTests
{
    private static readonly DateTime Now = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    // Written out a second time on purpose: the table under test must not be its own witness.
    private static readonly HashSet<(RunState, RunState)> Legal =
    [
        (Draft, Queued), (Draft, Cancelled),
        (Queued, Running), (Queued, Cancelled),
        (Running, Completed), (Running, Failed), (Running, Cancelled), (Running, Interrupted),
        (Interrupted, Queued), (Interrupted, Failed), (Interrupted, Cancelled),
        (Failed, Queued), (Cancelled, Queued),
    ];

    public static TheoryData<RunState, RunState> Pairs()
    {
        var pairs = new TheoryData<RunState, RunState>();
        foreach (var from in Enum.GetValues<RunState>())
            foreach (var to in Enum.GetValues<RunState>()) pairs.Add(from, to);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Run_AnyPairOfStates_ChangesOnlyWhereLegal(RunState from, RunState to)
    {
        Assert.Equal(Legal.Contains((from, to)), RunTransitions.IsLegal(from, to));
        if (to == Draft) return; // nothing leads there
        var run = In(from);
        if (Legal.Contains((from, to)))
        {
            Move(run, to);
            Assert.Equal(to, run.State);
            return;
        }

        var revision = run.Revision;
        var error = Assert.Throws<IllegalTransitionException>(() => Move(run, to));
        Assert.Contains("Run 7 is", error.Message);
        Assert.Equal((from, revision), (run.State, run.Revision));
    }

    [Fact]
    public void Queue_AfterFailure_ForgetsReasonAndCancelRequest()
    {
        var run = In(Running);
        run.RequestCancel(Now);
        run.Fail("NaN loss", Now);
        run.Queue(Now);
        Assert.Equal((null, null, null), (run.FailureReason, run.CancelRequestedAt, run.EndedAt));
    }

    [Fact]
    public void RequestCancel_RunningRun_StaysRunningUntilItsAttemptEnds()
    {
        var run = In(Running);
        run.RequestCancel(Now);
        Assert.Equal((Running, Now), (run.State, run.CancelRequestedAt));
    }

    private static Run In(RunState state)
    {
        var experiment = new Experiment("e", "", 1, "{}", "0", Now, "somebody");
        var run = new Run(new Arm(experiment, 0, "a", "{}", "0", 10, "cpu"), seed: 1, number: 7);
        RunState[] path = state switch
        {
            Draft => [],
            Queued => [Queued],
            Running => [Queued, Running],
            Cancelled => [Cancelled],
            _ => [Queued, Running, state],
        };
        foreach (var step in path) Move(run, step);
        return run;
    }

    private static void Move(Run run, RunState to)
    {
        switch (to)
        {
            case Queued: run.Queue(Now); break;
            case Running: run.Start(Now); break;
            case Completed: run.Complete(Now); break;
            case Failed: run.Fail("because", Now); break;
            case Cancelled: run.Cancel(Now); break;
            case Interrupted: run.Interrupt("because", lost: true); break;
            default: throw new ArgumentOutOfRangeException(nameof(to));
        }
    }
}
