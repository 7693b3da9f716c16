using LabPortal.Data.Experiments;
using LabPortal.Data.Halving;
using LabPortal.Data.Runs;
using LabPortal.Training.Search;
using LabPortal.Web.Charts;
using LabPortal.Web.Controls;

namespace LabPortal.Web.Halving;

/// <summary>Successive halving as it stands, told from the lab's rows alone: who is at which rung with what, and who goes on.</summary>
public sealed record HalvingBoard(HalvingRule Rule, IReadOnlyList<long> Rungs, IReadOnlyList<HalvingRow> Rows)
{
    /// <summary>How many arms go on from a rung.</summary>
    public int Kept(int rung) => Rule.Kept(rung, Rows.Count);

    /// <summary>Whether an arm is certain to go on from a rung, whatever those that are not there yet will have.</summary>
    public bool GoesOn(HalvingRow row, int rung)
    {
        if (row.Cells[rung].Value is not { } value || row.Out?.Rung <= rung)
            return false;
        var rivals = Rows.Where(other => other.Arm != row.Arm && !(other.Out?.Rung < rung));
        return rivals.Count(other => other.Cells[rung].Value is not { } theirs || Rule.IsBetter(theirs, value)) < Kept(rung);
    }

    public static HalvingBoard Of(HalvingRule rule, IReadOnlyList<long> rungs, IReadOnlyList<Arm> arms, IReadOnlyList<RungRun> runs, IReadOnlyList<HalvingDecision> decisions)
    {
        var byArm = runs.ToLookup(run => run.ArmId);
        // An arm whose every run was cancelled by somebody before the first rung takes no part.
        var racing = arms.Select(arm => (Arm: arm, Cells: rungs.Select((_, rung) => Cell(rule, [.. byArm[arm.Id]], rung)).ToList()))
            .Where(row => row.Cells.Count == 0 || row.Cells[0].Wanted > 0).ToList();
        var verdicts = HalvingJudge.Judge(rule, [.. racing.Select(row => (IReadOnlyList<double?>)[.. row.Cells.Select(cell => cell.Value)])]).ToDictionary(verdict => verdict.Arm);
        return new HalvingBoard(rule, rungs, [.. racing.Select((row, i) =>
        {
            var (verdict, decision) = (verdicts.GetValueOrDefault(i), decisions.FirstOrDefault(one => one.ArmId == row.Arm.Id));
            return new HalvingRow(row.Arm.Id, row.Arm.Name, new ArmColour(row.Arm.Ordinal), row.Cells, verdict, decision, byArm[row.Arm.Id].Any(run => !RunTransitions.IsOver(run.State)))
            {
                FellAt = decision is null ? verdict?.Rung : rungs.Index().FirstOrDefault(rung => rung.Item == decision.Rung).Index,
                HasStopped = byArm[row.Arm.Id].Any(run => run.State == RunState.Cancelled),
            };
        })]);
    }

    /// <summary>What is to be decided now.</summary>
    public IReadOnlyList<HalvingDecision> Due(Guid experiment, DateTime now) => [.. Rows.Where(row => row.IsDue).Select(row =>
    {
        var (verdict, rung, cell) = (row.Out!, Rungs[row.Out!.Rung], row.Cells[row.Out!.Rung]);
        var why = cell.Failed.Count > 0 ? $"run {cell.Failed[0]} failed before step {rung}, which counts as the worst {Rule.Metric}"
            : $"at step {rung} its {Rule.Metric} was {Words.Value(verdict.Value)}{(cell.Seeds > 1 ? $", mean of {cell.Seeds} seeds" : "")}";
        return new HalvingDecision(experiment, row.Arm, rung, verdict.Value, cell.Seeds, verdict.CutOff, verdict.Kept, verdict.Judged,
            $"stopped early: {why}; the best {verdict.Kept} of {Rows.Count} arms go on, and {verdict.Kept} have {Words.Value(verdict.CutOff)} or better.", now);
    })];

    // Of a seed that was run again, the run that has come further counts, then the later one.
    private static RungCell Cell(HalvingRule rule, IReadOnlyList<RungRun> runs, int rung)
    {
        var seeds = runs.GroupBy(run => run.Seed).Select(same => same.OrderByDescending(run => run.Values[rung] is not null).ThenByDescending(run => run.Number).First()).ToList();
        var reached = seeds.Where(run => run.Values[rung] is not null).ToList();
        var failed = seeds.Where(run => run is { State: RunState.Failed } && run.Values[rung] is null).Select(run => run.Number).ToList();
        var possible = seeds.Count(run => run.State != RunState.Cancelled || run.Values[rung] is not null);
        var wanted = rule.Seeds == 0 ? possible : Math.Min(rule.Seeds, possible);
        var isJudged = wanted > 0 && reached.Count + failed.Count >= wanted;
        return new RungCell(!isJudged ? null : failed.Count > 0 ? double.NaN : reached.Average(run => run.Values[rung]!.Value), reached.Count, wanted, failed);
    }
}
