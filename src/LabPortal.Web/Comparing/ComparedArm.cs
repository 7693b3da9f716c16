using System.Collections.Concurrent;
using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using LabPortal.Training.Statistics;
using LabPortal.Web.Charts;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Comparing;

/// <summary>One row of a comparison.</summary>
public sealed record ComparedArm(Guid Id, string Name, ArmColour Colour, string SpecJson, RunSpec? Spec, IReadOnlyList<ComparedRun> All)
{
    // A page asks for the same few a hundred times.
    private readonly ConcurrentDictionary<string, SeedGroup> groups = new();

    /// <summary>Those that say something of the arm: a run that was cancelled does not, one that failed does, and one that was stopped early
    /// does as far as it came.</summary>
    public IReadOnlyList<ComparedRun> Runs { get; } = All.Where(run => run.State != RunState.Cancelled || run is { WasStoppedEarly: true, Step: > 0 }).ToList();

    public bool WasStoppedEarly => All.Any(run => run.WasStoppedEarly);

    public IReadOnlyList<ComparedRun> Finished => Runs.Where(run => run.State == RunState.Completed).ToList();

    /// <summary>Where it is from.</summary>
    public (Guid Id, string Name) Experiment { get; init; }

    /// <summary>Seeds that it has no result for and that none is on its way for.</summary>
    public IReadOnlyList<long> Lacks(IEnumerable<long> seeds) =>
        [.. seeds.Except(All.Where(run => run.WasStoppedEarly || run.State is not (RunState.Draft or RunState.Failed or RunState.Cancelled)).Select(run => run.Seed)).Order()];

    /// <summary>Empty where its spec cannot be read any more.</summary>
    public IReadOnlyList<Term> Terms { get; init; } = [];

    public ArmRuns ForCurves => new(Name, Colour, Runs.Select(run => (run.Id, run.Seed, run.Step)).ToList(), Spec);

    /// <summary>Over the runs that finished; while none has, over those that train, so that something is to be seen.</summary>
    public Summary? Mean(string metric)
    {
        if (Group(metric).Summary is { } final)
            return final;
        return Summary.Of(Runs.Where(run => Finished.Count == 0 && run.Last.ContainsKey(metric)).Select(run => run.Last[metric]).ToList());
    }

    public IReadOnlyList<double> Finals(string metric) => [.. Group(metric).Values.Values];

    /// <summary>For tests: the final value of each seed that finished. A seed that was run again gives the same number and counts once.</summary>
    public SeedGroup Group(string metric) => groups.GetOrAdd(metric, _ => new(Name, BySeed.Where(seed => seed.Value.Last.ContainsKey(metric)).ToDictionary(seed => seed.Key, seed => seed.Value.Last[metric])));

    /// <summary>Names the results that it has: what is computed from them holds until another run finishes.</summary>
    public string Results => string.Join(' ', BySeed.Values.Select(run => $"{run.Id:N}@{run.Step}"));

    /// <summary>The run that counts for each seed that finished: the last one.</summary>
    public IReadOnlyDictionary<long, ComparedRun> BySeed { get; } = All.Where(run => run.State == RunState.Completed).OrderBy(run => run.Number).GroupBy(run => run.Seed).OrderBy(same => same.Key).ToDictionary(same => same.Key, same => same.Last());
}
