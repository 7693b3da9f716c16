using LabPortal.Data.Experiments;
using LabPortal.Data.Runs;
using LabPortal.Training;
using LabPortal.Training.Studies;
using LabPortal.Web.Comparing;
using LabPortal.Web.Launching;

namespace LabPortal.Web.Studies;

/// <summary>A study with one budget, and what this lab's last experiment of it has come to.</summary>
/// <param name="Experiment">Null where it was not run yet.</param>
/// <param name="Missing">Arm and seed pairs of the study that no run has finished or is about to.</param>
public sealed record StudyState(
    ICatalogEntry Entry, IStudy Study, StudyBudget Budget, Forecast Forecast, Experiment? Experiment, Comparison? Comparison, StudyVerdict? Verdict, int Missing)
{
    /// <summary>Texts that it trains on and that the lab has not got.</summary>
    public IReadOnlyList<StudyText> Wanted { get; init; } = [];

    public IReadOnlyList<PublishedFigure> Published { get; } = Study.Published(Budget.Name);

    public int Finished => Comparison?.All.Count(run => run.State == RunState.Completed) ?? 0;

    public IReadOnlyList<ComparedRun> Failed => Comparison?.All.Where(run => run.State == RunState.Failed).ToList() ?? [];

    public IReadOnlyList<ComparedRun> Cancelled => Comparison?.All.Where(run => run.State == RunState.Cancelled).ToList() ?? [];

    public IReadOnlyList<ComparedRun> Active => Comparison?.All.Where(run => !RunTransitions.IsOver(run.State) && run.State != RunState.Draft).ToList() ?? [];

    public StudyStanding Standing => Comparison is null ? StudyStanding.NotRun
        : Active.Count > 0 ? StudyStanding.Running
        : Verdict?.Reproduced switch { true => StudyStanding.Reproduced, false => StudyStanding.NotReproduced, _ => Finished == 0 ? StudyStanding.NotRun : StudyStanding.Unsettled };

    /// <summary>Until the last run that is queued ends: at the pace of those that finished, else of the forecast. Null where nothing runs or nothing is known.</summary>
    public TimeSpan? Left
    {
        get
        {
            if (Active.Count == 0)
                return null;
            var took = Comparison!.All.Where(run => run is { State: RunState.Completed, Took: not null }).Select(run => run.Took!.Value.TotalSeconds).ToList();
            if (took.Count == 0 && !Forecast.IsKnown)
                return null;
            var each = took.Count > 0 ? took.Average() : Forecast.PerRun.TotalSeconds;
            var left = Active.Select(run => each * (1 - run.Share)).ToList();
            return TimeSpan.FromSeconds(Math.Max(left.Max(), left.Sum() / Math.Max(1, Forecast.Together)));
        }
    }
}
