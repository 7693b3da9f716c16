using System.Text.Json;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Playground;
using LabPortal.Training;
using LabPortal.Training.Playground;
using LabPortal.Training.Specs;

namespace LabPortal.Worker.Playground;

/// <summary>Answers questions one after another, each from its checkpoint.</summary>
internal sealed class Answerer(PlaygroundStore store, ArtifactStore artifacts) : IDisposable
{
    private readonly WarmModels _models = new();

    public async Task AnswerAsync(Guid request)
    {
        if (await store.OpenAsync(request) is not { } task) return;
        await store.AnswerAsync(request, JsonSerializer.Serialize(await AnswerAsync(task), JsonSerializerOptions.Web));
    }

    public void Dispose() => _models.Dispose();

    // A border: whatever goes wrong with one question is its answer, and the next is answered as if nothing had been.
    private async Task<PlayResult> AnswerAsync(PlaygroundTask task)
    {
        try
        {
            var options = JsonSerializer.Deserialize<PlayOptions>(task.Question, JsonSerializerOptions.Web)!;
            return await ModelAsync(task) is { } model ? model.Answer(options) : PlayResult.Refused(new SpecError("step",
                task.ArtifactHash is null
                    ? $"Run {task.RunNumber} has no checkpoint at step {task.Step}: the newest ones are kept. Choose one of those."
                    : $"The checkpoint at step {task.Step} of run {task.RunNumber} is missing or damaged: its file is not what its SHA-256 says. Choose another one."));
        }
        catch (TrainingException problem)
        {
            return PlayResult.Refused(new SpecError("", problem.Message));
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync($"{error}");
            return PlayResult.Refused(new SpecError("", $"The playground met an error of the lab, which the worker's log has in full: {error.Message.Split('\n')[0]}"));
        }
    }

    private async Task<PlaygroundModel?> ModelAsync(PlaygroundTask task)
    {
        if (task.ArtifactHash is not { } hash) return null;
        // Checkpoints of two runs may be the same file, and their seeds differ.
        var key = $"{task.RunId} {hash}";
        if (_models.Find(key) is { } warm) return warm;
        if (await artifacts.FetchAsync(hash) is not { } file) return null;
        var read = RunSpec.ParseRun(task.SpecJson);
        if (read.Spec is not { } spec || !read.IsValid)
            throw new TrainingException($"This version of the lab does not read the run's spec: {string.Join(' ', read.Errors)}");
        var model = PlaygroundModel.Load(spec, task.Seed, file, corpus => artifacts.FetchAsync(corpus).GetAwaiter().GetResult());
        _models.Keep(key, model);
        return model;
    }
}
