using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>One line a group, and below an opened one its runs.</summary>
/// <param name="open">The keys of the opened groups.</param>
public sealed class GroupLines(RunGroups groups, RunQueries runs, RunTableView view, RunField by, IReadOnlySet<string> open) : IRunLines
{
    private const int MostInGroup = 100;
    private readonly Dictionary<string, RunGroupRow> rows = [];
    private readonly Dictionary<string, RunTablePage> inside = [];
    private List<(RunGroup Group, RunTableRow? Run, int More)> lines = [];

    public int Total => lines.Count;

    /// <summary>How many groups there are, whatever is open.</summary>
    public int Groups { get; private set; }

    public IEnumerable<RunTableRow> Held => inside.Values.SelectMany(page => page.Rows);

    public async Task LoadAsync(CancellationToken cancel)
    {
        var found = await groups.ListAsync(view.Query(), by, cancel);
        foreach (var group in found.Where(group => open.Contains(group.Key)))
            inside[group.Key] = await runs.PageAsync(view.With(FilterOf(by, group.Key)).Query(0, MostInGroup), cancel);
        (lines, Groups) = (found.SelectMany(Lines).ToList(), found.Count);
    }

    public async Task<IReadOnlyList<RunGridLine>> ReadAsync(int from, int count, CancellationToken cancel)
    {
        var some = lines.Skip(from).Take(count).ToList();
        var missing = some.Select(line => line.Group.Key).Where(key => !rows.ContainsKey(key)).Distinct().ToList();
        if (missing.Count > 0)
            foreach (var row in await groups.RowsAsync(view.Query(), by, missing, cancel))
                rows[row.Key] = row;
        return some.Select((line, i) => Line(from + i, line.Group, line.Run, line.More)).ToList();
    }

    // A mean over runs moves with each of them.
    public Task<bool> RefreshAsync(IReadOnlyCollection<Guid> changed, CancellationToken cancel) => Task.FromResult(false);

    /// <summary>What finds the runs of a group, and no others.</summary>
    public static RunFilter FilterOf(RunField by, string key) => RunFilter.Of(by, key);

    private IEnumerable<(RunGroup, RunTableRow?, int)> Lines(RunGroup group)
    {
        yield return (group, null, 0);
        if (!inside.TryGetValue(group.Key, out var page))
            yield break;
        foreach (var run in page.Rows)
            yield return (group, run, 0);
        if (page.Total > page.Rows.Count)
            yield return (group, null, page.Total - page.Rows.Count);
    }

    private RunGridLine Line(int index, RunGroup group, RunTableRow? run, int more) =>
        run is not null ? new RunGridLine(index, run.Id.ToString()) { Run = run, IsInGroup = true }
        : more > 0 ? new RunGridLine(index, $"more of {group.Key}") { Group = new RunGroupRow(group.Key, group.Count), More = more }
        : new RunGridLine(index, $"group {group.Key}") { Group = rows.GetValueOrDefault(group.Key) ?? new RunGroupRow(group.Key, group.Count), IsOpen = open.Contains(group.Key) };
}
