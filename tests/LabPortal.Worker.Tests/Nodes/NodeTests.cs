using System.Diagnostics;
using System.Text.Json.Nodes;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Tests.Nodes;

public sealed class NodeTests
{
    private const int Steps = 1500;

    [Fact]
    public async Task Node_OpenQuestions_KeepsWhatCameOfEachAndTheSweep()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var run = await lab.UntilAsync(await lab.QueueAsync(TinySpec.Open(60)), run => RunTransitions.IsOver(run.State));
        Assert.Equal((RunState.Completed, null), (run.State, run.FailureReason));
        var outcomes = (await lab.Get<OutcomeReader>().OfRunsAsync([run.Id]))[run.Id];
        Assert.Equal(outcomes.Right(), outcomes.OpenFlags!.Select(flags => (flags & 4) != 0));
        await using var db = lab.Db();
        Assert.Equal(60, (await db.ProbeResults.SingleAsync(probe => probe.Name == "sweep")).Step);
    }

    [Fact]
    public async Task Node_QueuedRun_IsTrainedAndRecorded()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var run = await lab.UntilAsync(await lab.QueueAsync(TinySpec.Run(60)), run => RunTransitions.IsOver(run.State));
        Assert.Equal((RunState.Completed, 60, null), (run.State, run.Step, run.FailureReason));
        await using var db = lab.Db();
        var attempt = await db.Attempts.SingleAsync();
        Assert.Equal(("tester", AttemptOutcome.Completed), (attempt.Worker, attempt.Outcome));
        Assert.Contains("\"threads\":", attempt.EnvironmentJson);
        Assert.Contains("\"libtorch\":", attempt.EnvironmentJson);
        var sample = await db.Samples.OrderBy(sample => sample.Id).LastAsync();
        Assert.Equal(3, JsonNode.Parse(sample.Probabilities!)!.AsArray().Count(number => (double)number! is > 0 and <= 1));
        Assert.StartsWith("[", sample.Verdicts);
        var outcomes = (await lab.Get<OutcomeReader>().OfRunsAsync([run.Id]))[run.Id];
        Assert.Equal((60, 20, 20), (outcomes.Step, outcomes.Right()!.Length, outcomes.Loss().Length));
        Assert.True(await db.ProbeResults.AnyAsync());
        Assert.True(await db.LogLines.AnyAsync());
        Assert.Equal(60, await db.Checkpoints.MaxAsync(checkpoint => checkpoint.Step));
        Assert.Contains(await lab.MetricsAsync(run.Id), line => line.StartsWith("train/loss "));
        Assert.Equal("cpu=1", (await db.WorkerNodes.SingleAsync()).Slots);
    }

    [Fact]
    public async Task Node_ChildThatHasWarmedUp_TrainsAtFullPriorityWithTheNumbersOfAColdOne()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var child = await lab.WarmChildAsync(node.Id);
        var id = await lab.QueueAsync(TinySpec.Run(Steps));
        await lab.UntilAsync(id, run => run.Step > 0);
        Assert.Equal(child, WorkerLab.ChildOf(node.Id));
        Assert.All(WorkerLab.PrioritiesOf(child), priority => Assert.Equal(WorkerLab.PrioritiesOf(node.Id)[0], priority));
        await lab.UntilAsync(id, run => run.State == RunState.Completed);

        using var folder = new TempFolder();
        var cold = await WorkerProgram.RunAsync("run", folder.Write("spec.json", TinySpec.Run(Steps)), "--seed", "1", "--threads", $"{Environment.ProcessorCount}");
        Assert.Equal(Losses(cold.Output), (await lab.MetricsAsync(id)).Where(line => line.StartsWith("train/loss ")));
    }

    [Fact]
    public async Task Node_CancelRequested_EndsWithinFiveSecondsAndKeepsWhatWasRecorded()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var id = await lab.QueueAsync(TinySpec.Run(1_000_000));
        await lab.UntilAsync(id, run => run.Step > 100);
        var clock = Stopwatch.StartNew();
        Assert.True(await lab.Get<IRunQueue>().CancelAsync(id));
        await lab.UntilAsync(id, run => run.State == RunState.Cancelled);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        Assert.Contains(await lab.MetricsAsync(id), line => line.StartsWith("train/loss "));
    }

    [Fact]
    public async Task Node_ChildKilled_RunGoesOnAndEndsLikeAnUndisturbedOne()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var undisturbed = await lab.QueueAsync(TinySpec.Run(Steps));
        await lab.UntilAsync(undisturbed, run => run.State == RunState.Completed);

        var killed = await lab.QueueAsync(TinySpec.Run(Steps));
        await lab.UntilAsync(killed, run => run.Step > Steps / 3);
        Signal.Send(WorkerLab.ChildOf(node.Id), Signal.Kill);
        var run = await lab.UntilAsync(killed, run => run.State == RunState.Completed);
        Assert.Equal(2, run.Attempts);
        await using var db = lab.Db();
        Assert.Equal(AttemptOutcome.Lost, (await db.Attempts.SingleAsync(attempt => attempt.RunId == killed && attempt.Number == 1)).Outcome);
        Assert.True((await db.Attempts.SingleAsync(attempt => attempt.RunId == killed && attempt.Number == 2)).ResumedFromStep > 0);
        Assert.Equal(await lab.MetricsAsync(undisturbed), await lab.MetricsAsync(killed));
    }

    [Fact]
    public async Task Node_KilledItself_RunGoesOnWithTheNextNodeAndEndsLikeAnUndisturbedOne()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var killed = await lab.QueueAsync(TinySpec.Run(Steps));
        await using (var first = lab.StartNode())
        {
            await lab.UntilAsync(killed, run => run.Step > Steps / 3);
            first.Send(Signal.Kill);
            await first.WaitAsync();
        }

        // The child notices that its node is gone, without anybody telling it.
        await lab.UntilAsync(killed, run => run.State == RunState.Interrupted, 10);
        var undisturbed = await lab.QueueAsync(TinySpec.Run(Steps));
        await using var second = lab.StartNode();
        await lab.UntilAsync(killed, run => run.State == RunState.Completed);
        await lab.UntilAsync(undisturbed, run => run.State == RunState.Completed);
        Assert.Equal(await lab.MetricsAsync(undisturbed), await lab.MetricsAsync(killed));
    }

    [Fact]
    public async Task Node_NodeAndChildKilledTogether_RunIsQueuedAgainWithinAMinute()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var id = await lab.QueueAsync(TinySpec.Run(1_000_000));
        await using (var first = lab.StartNode())
        {
            await lab.UntilAsync(id, run => run.Step > 0);
            Signal.Send(WorkerLab.ChildOf(first.Id), Signal.Kill);
            first.Send(Signal.Kill);
            await first.WaitAsync();
        }

        await using var second = lab.StartNode();
        var again = await lab.UntilAsync(id, run => run.Attempts == 2 && run.State == RunState.Running);
        Assert.Equal(2, again.Attempts);
    }

    [Fact]
    public async Task Node_Terminated_SavesACheckpointAndQueuesTheRunAgain()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var id = await lab.QueueAsync(TinySpec.Run(1_000_000, 0));
        await using var node = lab.StartNode();
        await lab.UntilAsync(id, run => run.Step > 50);
        node.Send(Signal.Terminate);
        Assert.Equal(0, await node.WaitAsync());
        Assert.Equal(RunState.Queued, (await lab.RunAsync(id)).State);
        await using var db = lab.Db();
        Assert.True((await db.Checkpoints.SingleAsync()).Step > 50);
    }

    [Fact]
    public async Task Node_RunThatCannotBeTrained_FailsWithAReason()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var id = await lab.QueueAsync(TinySpec.Run(60).Replace("\"degree\": 2", "\"degree\": 50"));
        var run = await lab.UntilAsync(id, run => RunTransitions.IsOver(run.State));
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("task.options", run.FailureReason);
    }

    private static IEnumerable<string> Losses(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonNode.Parse(line)!)
        .Where(record => (string?)record["name"] == "train/loss")
        .Select(record => $"train/loss {record["step"]} 1 {(double)record["value"]!:R}");
}
