using LabPortal.Data.Runs;

namespace LabPortal.Web.Comparing;

/// <summary>Reads what came of each example and tests the pairs of a comparison over it.</summary>
public sealed class ExampleTests(OutcomeReader outcomes)
{
    /// <summary>The pairs whose runs answered the same examples; none for a metric that is no mean over examples.</summary>
    public async Task<IReadOnlyList<ExampleTest>> OfAsync(ComparisonView view, CancellationToken cancel = default)
    {
        if (!ExampleTest.Has(view.Metric))
            return [];
        var kept = await outcomes.OfRunsAsync([.. view.Of.Arms.SelectMany(arm => arm.BySeed.Values).Select(run => run.Id)], cancel);
        // Millions of draws: not on the page's own thread of work.
        return await Task.Run<IReadOnlyList<ExampleTest>>(() => [.. view.Pairs.Select(pair => ExampleTest.Of(pair.Arm, pair.Against, view.Metric, kept)).OfType<ExampleTest>()], cancel);
    }
}
