using LabPortal.Data.Runs;

namespace LabPortal.Data.Tests.Runs;

public sealed class EndPatternsTests
{
    [Theory]
    [InlineData(AttemptOutcome.Failed, "The machine ran out of memory and the system ended the run.", "out-of-memory", false)]
    [InlineData(AttemptOutcome.Failed, "The loss became NaN at step 612.", "diverged", false)]
    [InlineData(AttemptOutcome.Failed, "This version of the lab does not read the run's spec: task.", "spec-unreadable", false)]
    [InlineData(AttemptOutcome.Failed, "The training process crashed (exit code 139).", "crash", false)]
    [InlineData(AttemptOutcome.Failed, "Its records could not be written to the database: see whether the disk is full.", "database-away", true)]
    [InlineData(AttemptOutcome.Failed, "The training process ended with code 1 before the run was over. Its last words: Failed to connect to 10.0.0.1:5432", "database-away", true)]
    [InlineData(AttemptOutcome.Failed, "The database refused what the run reported: a step went back.", "records-refused", false)]
    [InlineData(AttemptOutcome.Failed, "The run reached training.maxMinutes, 5 over all its attempts, at step 9 of 100.", "time-limit", false)]
    [InlineData(AttemptOutcome.Failed, "The index was outside the bounds.", "error", false)]
    [InlineData(AttemptOutcome.Failed, null, "error", false)]
    [InlineData(AttemptOutcome.Lost, "Worker a was last heard of.", "worker-lost", true)]
    [InlineData(AttemptOutcome.Interrupted, "The worker was stopped.", "machine-stopped", true)]
    public void Of_AnEnd_SaysWhetherItIsTriedAgain(AttemptOutcome outcome, string? reason, string name, bool retried)
    {
        var pattern = EndPatterns.Of(outcome, reason)!;
        Assert.Equal((name, retried, pattern), (pattern.Name, pattern.IsRetried, EndPatterns.Named(name)));
    }

    [Theory]
    [InlineData(AttemptOutcome.Completed)]
    [InlineData(AttemptOutcome.Cancelled)]
    public void Of_AnEndThatIsWanted_DecidesNothing(AttemptOutcome outcome) => Assert.Null(EndPatterns.Of(outcome, null));
}
