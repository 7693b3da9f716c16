using LabPortal.Data.Runs;

namespace LabPortal.Web.Comparing;

/// <summary>A run as a comparison needs it.</summary>
/// <param name="Last">The last value of each metric.</param>
public sealed record ComparedRun(Guid Id, int Number, long Seed, RunState State, long Step, long TotalSteps, TimeSpan? Took, string? Reason, IReadOnlyDictionary<string, double> Last)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public double Share => State == RunState.Completed ? 1 : TotalSteps == 0 ? 0 : (double)Step / TotalSteps;

    /// <summary>Whether it was cancelled because its arm was stopped early.</summary>
    public bool WasStoppedEarly { get; init; }

    /// <summary>Digest of the examples that it was last evaluated on; null before that, and for runs of older versions.</summary>
    public string? EvaluationSet { get; init; }

    /// <summary>Device, threads and versions of its latest attempt, by name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = Nothing;
}
