using LabPortal.Data.Runs;
using LabPortal.Training.Statistics;
using Microsoft.Extensions.Caching.Memory;

namespace LabPortal.Web.Comparing;

/// <summary>How sure an arm's shares are over prompts and seeds, from what came of each prompt in the runs that finished.</summary>
public sealed class PromptIntervals(OutcomeReader outcomes) : IDisposable
{
    // A finished run's outcomes do not change: an arm is resampled once for each set of runs.
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 1000 });

    /// <summary>By arm and metric; those that are no share of prompts, or that nobody kept the prompts of, are not in it.</summary>
    public async Task<IReadOnlyDictionary<(Guid Arm, string Metric), Interval>> OfAsync(Comparison of, CancellationToken cancel = default)
    {
        var arms = of.Arms.Where(arm => PromptShare.All.Any(share => arm.Group(share.Metric).Values.Count > 0)).ToList();
        var found = arms.ToDictionary(arm => arm, arm => known.Get<IReadOnlyList<(string Metric, Interval Interval)>>(arm.Results));
        var missing = arms.Where(arm => found[arm] is null).ToList();
        if (missing.Count > 0)
        {
            var kept = await outcomes.OfRunsAsync([.. missing.SelectMany(arm => arm.BySeed.Values).Select(run => run.Id)], cancel);
            // Millions of draws: not on the page's own thread of work.
            await Task.Run(() => missing.ForEach(arm => found[arm] = known.Set(arm.Results, Of(arm, kept), new MemoryCacheEntryOptions { Size = 1 })), cancel);
        }

        return found.SelectMany(arm => arm.Value!, (arm, one) => (arm.Key.Id, one.Metric, one.Interval)).ToDictionary(one => (one.Id, one.Metric), one => one.Interval);
    }

    /// <summary>One resampling for all shares that are told from the same flags.</summary>
    public static IReadOnlyList<(string Metric, Interval Interval)> Of(ComparedArm arm, IReadOnlyDictionary<Guid, ExampleOutcomes> kept)
    {
        var runs = arm.BySeed.Values.Select(run => kept.GetValueOrDefault(run.Id)).OfType<ExampleOutcomes>().ToList();
        return PromptShare.All.Where(share => arm.Group(share.Metric).Values.Count > 0).GroupBy(share => share.IsOpen).SelectMany(group =>
        {
            var shares = group.ToList();
            var flags = runs.Select(shares[0].Flags).ToList();
            // Without a seed that stands in the mean, the interval would be another's.
            return flags.Count < arm.BySeed.Count || flags.Contains(null) ? []
                : shares.Zip(PromptBootstrap.Intervals([.. flags.OfType<byte[]>()], [.. shares.Select(share => ((byte)share.Of, (byte)share.Among))]))
                    .Where(found => found.Second is not null).Select(found => (found.First.Metric, found.Second!.Value));
        }).ToList();
    }

    public void Dispose() => known.Dispose();
}
