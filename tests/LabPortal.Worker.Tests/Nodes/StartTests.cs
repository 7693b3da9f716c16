using LabPortal.Data.Experiments;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Tests.Nodes;

/// <summary>Runs that start from the checkpoint of another.</summary>
public sealed class StartTests
{
    // Seconds: two runs one after the other, on a machine that others use.
    private const double Patience = 180;

    [Fact]
    public async Task Node_RunThatStartsFromAnother_WaitsForItAndBeginsWithItsWeights()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var runs = await LaunchAsync(lab, 40);
        var (second, first) = (runs["second"], runs["first"]);
        await using var node = lab.StartNode();
        var end = await lab.UntilAsync(second, run => RunTransitions.IsOver(run.State), Patience);
        Assert.Equal((RunState.Completed, first), (end.State, end.AfterRunId!.Value));
        var before = await lab.RunAsync(first);
        Assert.True(end.StartedAt >= before.EndedAt);

        // The same held-out loss to the last bit, and the exact file on record.
        Assert.Equal(await LossAsync(lab, first, 40), await LossAsync(lab, second, 0));
        await using var db = lab.Db();
        var checkpoint = await db.Checkpoints.Where(kept => kept.RunId == first).OrderByDescending(kept => kept.Step).FirstAsync();
        Assert.Contains($"\"initialWeights\":\"{checkpoint.ArtifactHash}\"", (await db.Attempts.SingleAsync(attempt => attempt.RunId == second)).EnvironmentJson);
    }

    [Fact]
    public async Task Node_ChildOfSuchARunKilled_EndsLikeAnUndisturbedOne()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var runs = await LaunchAsync(lab, 3000);
        await using var node = lab.StartNode();
        var undisturbed = runs["second"];
        await lab.UntilAsync(undisturbed, run => run.State == RunState.Completed, Patience);
        var disturbed = (await lab.Get<ExperimentStore>().RunAgainAsync(undisturbed)).Id;
        await lab.UntilAsync(disturbed, run => run.Step > 100, Patience);
        Signal.Send(WorkerLab.ChildOf(node.Id), Signal.Kill);
        var end = await lab.UntilAsync(disturbed, run => RunTransitions.IsOver(run.State), Patience);
        Assert.Equal((RunState.Completed, true), (end.State, end.Attempts > 1));
        Assert.Equal(await lab.MetricsAsync(undisturbed), await lab.MetricsAsync(disturbed));
    }

    [Fact]
    public async Task Node_StartOfAnotherShape_FailsAndNamesWhatDiffers()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var runs = await LaunchAsync(lab, 10, """, "model": { "options": { "width": 32 } }""");
        await using var node = lab.StartNode();
        var end = await lab.UntilAsync(runs["second"], run => RunTransitions.IsOver(run.State), Patience);
        Assert.Equal(RunState.Failed, end.State);
        Assert.Contains("has the shape [", end.FailureReason);
        Assert.Contains("Choose the model and block that they were trained with.", end.FailureReason);
    }

    [Fact]
    public async Task Node_StartThatIsDamaged_FailsAndSaysWhich()
    {
        await using var lab = await WorkerLab.CreateAsync();
        var runs = await LaunchAsync(lab, 10);
        await using (var node = lab.StartNode())
            await lab.UntilAsync(runs["second"], run => run.State == RunState.Completed, Patience);
        await using (var db = lab.Db())
            foreach (var hash in await db.Checkpoints.Where(kept => kept.RunId == runs["first"]).Select(kept => kept.ArtifactHash).ToListAsync())
                await lab.DamageAsync(hash);
        var again = (await lab.Get<ExperimentStore>().RunAgainAsync(runs["second"])).Id;
        await using var next = lab.StartNode();
        var end = await lab.UntilAsync(again, run => RunTransitions.IsOver(run.State), Patience);
        Assert.Equal(RunState.Failed, end.State);
        Assert.StartsWith("The checkpoint of run 2 that the run starts from is missing or damaged", end.FailureReason);
    }

    /// <returns>The runs by their arm's name; the one that starts from the other stands first.</returns>
    private static async Task<IReadOnlyDictionary<string, Guid>> LaunchAsync(WorkerLab lab, int steps, string change = "")
    {
        var parsed = ExperimentSpec.Parse(TinySpec.Start(steps, change));
        Assert.Empty(parsed.Errors);
        var spec = parsed.Spec!;
        var experiment = await lab.Get<ExperimentStore>().CreateAsync(new NewExperiment(spec.Name, "", spec.ToJson(), "0",
            [.. spec.Arms.Select(arm => new NewArm(arm.Arm, arm.ToJson(), arm.Hash, arm.TotalSteps) { AfterArm = arm.StartPoint?.Arm })], spec.Seeds, "ada"));
        await lab.Get<ExperimentStore>().QueueAsync(experiment.Id);
        await using var db = lab.Db();
        return await db.Runs.Include(run => run.Arm).Where(run => run.ExperimentId == experiment.Id).ToDictionaryAsync(run => run.Arm!.Name, run => run.Id);
    }

    private static async Task<double> LossAsync(WorkerLab lab, Guid run, long step) =>
        (await lab.Get<IMetricStore>().ReadAsync([run], ["eval/loss"], step, step, 100)).Single().Buckets.Single(bucket => bucket.ToStep == step).Last;
}
