using LabPortal.Data.Runs;

namespace LabPortal.Web.Comparing;

/// <summary>A run as a comparison needs it.</summary>
/// <param name="Last">The last value of each metric.</param>
public sealed record ComparedRun(Guid Id, int Number, long Seed, RunState State, long Step, long TotalSteps, TimeSpan? Took, string? Reason, IReadOnlyDictionary<string, double> Last)
{
    public double Share => State == RunState.Completed ? 1 : TotalSteps == 0 ? 0 : (double)Step / TotalSteps;
}
