using LabPortal.Data.Runs;
using Microsoft.Extensions.Caching.Memory;

namespace LabPortal.Web.Comparing;

/// <summary>Reads what came of each example and tests the pairs of a comparison over it.</summary>
public sealed class ExampleTests(OutcomeReader outcomes) : IDisposable
{
    // A finished run's outcomes do not change: a pair is tested once for each set of runs.
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 2000 });

    /// <summary>The pairs whose runs answered the same examples; none for a metric that is no mean over examples.</summary>
    public async Task<IReadOnlyList<ExampleTest>> OfAsync(ComparisonView view, CancellationToken cancel = default)
    {
        if (!ExampleTest.Has(view.Metric))
            return [];
        var pairs = view.Pairs.Select(pair => (pair.Arm, pair.Against, Key: $"{view.Metric} {pair.Arm.Results} {pair.Against.Results}")).ToList();
        var found = pairs.Select(pair => known.TryGetValue(pair.Key, out ExampleTest? test) ? (Known: true, Test: test) : (Known: false, Test: null)).ToList();
        if (found.Any(test => !test.Known))
        {
            var kept = await outcomes.OfRunsAsync([.. pairs.SelectMany(pair => pair.Arm.BySeed.Values.Concat(pair.Against.BySeed.Values)).Select(run => run.Id).Distinct()], cancel);
            // Millions of draws: not on the page's own thread of work.
            await Task.Run(() =>
            {
                foreach (var (pair, i) in pairs.Select((pair, i) => (pair, i)).Where(one => !found[one.i].Known))
                    found[i] = (true, known.Set(pair.Key, ExampleTest.Of(pair.Arm, pair.Against, view.Metric, kept), new MemoryCacheEntryOptions { Size = 1 }));
            }, cancel);
        }

        // The same runs may be compared under other names.
        return [.. pairs.Zip(found, (pair, test) => test.Test is null ? null : test.Test with { Arm = pair.Arm, Against = pair.Against }).OfType<ExampleTest>()];
    }

    public void Dispose() => known.Dispose();
}
