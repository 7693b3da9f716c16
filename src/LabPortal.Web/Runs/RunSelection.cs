using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>The runs that are ticked, with the states they had when they were last seen.</summary>
public sealed class RunSelection
{
    private readonly Dictionary<Guid, RunChoice> chosen = [];

    public int Count => chosen.Count;

    public IReadOnlyCollection<RunChoice> Runs => chosen.Values;

    public IReadOnlyList<Guid> Ids => [.. chosen.Keys];

    public bool Has(Guid run) => chosen.ContainsKey(run);

    public int In(params RunState[] states) => chosen.Values.Count(run => states.Contains(run.State));

    public void Toggle(RunChoice run)
    {
        if (!chosen.Remove(run.Id))
            chosen[run.Id] = run;
    }

    public void Add(IEnumerable<RunChoice> runs)
    {
        foreach (var run in runs)
            chosen[run.Id] = run;
    }

    public void Remove(IEnumerable<RunChoice> runs)
    {
        foreach (var run in runs)
            chosen.Remove(run.Id);
    }

    /// <summary>Notes what has become of runs that are ticked.</summary>
    public void See(IEnumerable<RunTableRow> rows) => Add(rows.Where(row => Has(row.Id)).Select(Of));

    public void Clear() => chosen.Clear();

    public static RunChoice Of(RunTableRow row) => new(row.Id, row.Number, row.State, row.ArchivedAt is not null);
}
