using System.Diagnostics;
using System.Text.Json;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Playground;
using LabPortal.Data.Runs;
using LabPortal.Training.Playground;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Worker.Tests.Playground;

/// <summary>A real node, a real tiny run, and questions to its checkpoints.</summary>
public sealed class PlaygroundDeskTests
{
    [Fact]
    public async Task Node_QuestionsToATrainedRun_AreAnsweredByOneWarmChildAtLowPriority()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var run = await TrainAsync(lab);
        var result = await AskAsync(lab, run, 60, new PlayOptions { Example = 1 });
        Assert.Empty(result.Errors);
        await using var db = lab.Db();
        var sample = await db.Samples.SingleAsync(sample => sample.Step == 60 && sample.Index == 1);
        Assert.Equal(JsonSerializer.Deserialize<string[]>(sample.Output), result.Free.Select(token => token.Text));
        Assert.Equal(JsonSerializer.Deserialize<string[]>(sample.Prompt), result.Prompt);

        var child = WorkerLab.PlaygroundOf(node.Id)!.Value;
        Assert.All(WorkerLab.PrioritiesOf(child), priority => Assert.True(priority > WorkerLab.PrioritiesOf(node.Id)[0], $"{priority}"));
        var earlier = await AskAsync(lab, run, 50, new PlayOptions { Example = 1, Temperature = 1 });
        Assert.Empty(earlier.Errors);
        Assert.Equal(["prompt"], (await AskAsync(lab, run, 60, new PlayOptions { Prompt = "no" })).Errors.Select(error => error.Field));
        Assert.Equal(child, WorkerLab.PlaygroundOf(node.Id));
    }

    [Fact]
    public async Task Node_CheckpointMissingOrDamaged_IsSaidWithItsField()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var run = await TrainAsync(lab);
        var missing = Assert.Single((await AskAsync(lab, run, 61, new PlayOptions())).Errors);
        Assert.Equal("step", missing.Field);
        Assert.Contains("no checkpoint at step 61", missing.Message);

        await using var db = lab.Db();
        var hash = (await db.Checkpoints.SingleAsync(checkpoint => checkpoint.Step == 60)).ArtifactHash;
        await using (var file = File.OpenWrite((await lab.Get<ArtifactStore>().FetchAsync(hash))!))
        {
            file.Position = file.Length / 2;
            file.WriteByte(0x55);
        }

        var damaged = Assert.Single((await AskAsync(lab, run, 60, new PlayOptions())).Errors);
        Assert.Equal("step", damaged.Field);
        Assert.Contains("SHA-256", damaged.Message);
        Assert.Empty((await AskAsync(lab, run, 50, new PlayOptions())).Errors);
    }

    [Fact]
    public async Task Node_PlaygroundChildKilledInTheMiddle_SaysSoAndAnswersTheNext()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode();
        var run = await TrainAsync(lab);
        var store = lab.Get<PlaygroundStore>();
        var id = await store.AskAsync(run, 60, "{}", "tester");
        await UntilAsync(() => WorkerLab.PlaygroundOf(node.Id) is not null);
        Signal.Send(WorkerLab.PlaygroundOf(node.Id)!.Value, Signal.Kill);
        var error = Assert.Single((await AnswerAsync(store, id)).Errors);
        Assert.Contains("was killed", error.Message);
        Assert.Empty((await AskAsync(lab, run, 60, new PlayOptions())).Errors);

        // And between two questions.
        var child = WorkerLab.PlaygroundOf(node.Id)!.Value;
        Signal.Send(child, Signal.Kill);
        await UntilAsync(() => !Directory.Exists($"/proc/{child}")); // its node has seen it
        Assert.Empty((await AskAsync(lab, run, 60, new PlayOptions())).Errors);
    }

    [Fact]
    public async Task Node_NoQuestionForAWhile_EndsTheChildAndStartsItAgain()
    {
        await using var lab = await WorkerLab.CreateAsync();
        await using var node = lab.StartNode("--playground-idle", "0.5");
        var run = await TrainAsync(lab);
        Assert.Empty((await AskAsync(lab, run, 60, new PlayOptions())).Errors);
        await UntilAsync(() => WorkerLab.PlaygroundOf(node.Id) is null);
        Assert.Empty((await AskAsync(lab, run, 60, new PlayOptions())).Errors);
    }

    private static async Task<Guid> TrainAsync(WorkerLab lab)
    {
        var id = await lab.QueueAsync(TinySpec.Run(60));
        await lab.UntilAsync(id, run => run.State == RunState.Completed);
        return id;
    }

    private static async Task<PlayResult> AskAsync(WorkerLab lab, Guid run, long step, PlayOptions options)
    {
        var store = lab.Get<PlaygroundStore>();
        return await AnswerAsync(store, await store.AskAsync(run, step, JsonSerializer.Serialize(options, JsonSerializerOptions.Web), "tester"));
    }

    private static async Task<PlayResult> AnswerAsync(PlaygroundStore store, Guid id)
    {
        string? answer = null;
        await UntilAsync(async () => (answer = (await store.StateAsync(id)).Answer) is not null);
        return JsonSerializer.Deserialize<PlayResult>(answer!, JsonSerializerOptions.Web)!;
    }

    private static Task UntilAsync(Func<bool> met) => UntilAsync(() => Task.FromResult(met()));

    private static async Task UntilAsync(Func<Task<bool>> met)
    {
        for (var clock = Stopwatch.StartNew(); !await met(); await Task.Delay(20))
            Assert.True(clock.Elapsed.TotalSeconds < 60, "It did not come about within a minute.");
    }
}
