using LabPortal.Data;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Launching;

/// <summary>What a spec alone cannot tell: whether the texts and the runs that it names are in this lab.</summary>
public sealed class LabCheck(IDbContextFactory<LabDbContext> contexts)
{
    private const string StartField = "training.from";

    public async Task<IReadOnlyList<SpecError>> ErrorsAsync(ExperimentSpec spec, CancellationToken cancel = default)
    {
        var texts = spec.Arms.Select(arm => arm.CorpusHash).OfType<string>().Distinct().ToList();
        var numbers = spec.Arms.Select(arm => arm.StartPoint?.Run).OfType<int>().Distinct().ToList();
        if (texts.Count + numbers.Count == 0)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var present = await db.Corpora.Where(corpus => texts.Contains(corpus.Hash)).Select(corpus => corpus.Hash).ToListAsync(cancel);
        var runs = await db.Runs.Where(run => numbers.Contains(run.Number))
            .Select(run => new { run.Number, run.State, Kept = db.Checkpoints.Any(checkpoint => checkpoint.RunId == run.Id) }).ToListAsync(cancel);
        return
        [
            .. texts.Except(present).Select(hash => new SpecError(CorpusField, $"The lab has no text {hash}. Upload it, or choose one of the lab's.")),
            .. numbers.Except(runs.Select(run => run.Number)).Select(number => new SpecError(StartField, $"There is no run {number} in this lab. Write the number of one, such as \"run 12\", or the name of an arm of this experiment.")),
            .. runs.Where(run => run is { State: Data.Runs.RunState.Completed, Kept: false }).Select(run => new SpecError(StartField, $"Run {run.Number} has no checkpoint any more to start from. Choose another run, or run it again.")),
        ];
    }

    // Every task that reads a text names it in its one option of that kind.
    private static string CorpusField => "task.options." + Catalog.Tasks.All.SelectMany(task => OptionSchema.Of(task.OptionsType)).First(option => option.Kind == OptionKind.Corpus).Name;
}
