using LabPortal.Data;
using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Web.Launching;

/// <summary>What a spec alone cannot tell: whether the texts it names are in this lab.</summary>
public sealed class CorpusCheck(IDbContextFactory<LabDbContext> contexts)
{
    public async Task<IReadOnlyList<SpecError>> ErrorsAsync(ExperimentSpec spec, CancellationToken cancel = default)
    {
        var named = spec.Arms.Select(arm => arm.CorpusHash).OfType<string>().Distinct().ToList();
        if (named.Count == 0)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var present = await db.Corpora.Where(corpus => named.Contains(corpus.Hash)).Select(corpus => corpus.Hash).ToListAsync(cancel);
        return named.Except(present).Select(hash => new SpecError(Field, $"The lab has no text {hash}. Upload it, or choose one of the lab's.")).ToList();
    }

    // Every task that reads a text names it in its one option of that kind.
    private static string Field => "task.options." + Catalog.Tasks.All.SelectMany(task => OptionSchema.Of(task.OptionsType)).First(option => option.Kind == OptionKind.Corpus).Name;
}
