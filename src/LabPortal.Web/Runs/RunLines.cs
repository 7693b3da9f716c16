using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>One line a run.</summary>
public sealed class RunLines(RunQueries runs, RunTableView view) : IRunLines
{
    private const int BlockLength = 50, MostBlocks = 12;
    private readonly Dictionary<int, IReadOnlyList<RunTableRow>> blocks = [];

    public int Total { get; private set; }

    public IEnumerable<RunTableRow> Held => blocks.Values.SelectMany(block => block);

    public async Task LoadAsync(CancellationToken cancel)
    {
        var first = await runs.PageAsync(view.Query(0, BlockLength), cancel);
        (Total, blocks[0]) = (first.Total, first.Rows);
    }

    public async Task<IReadOnlyList<RunGridLine>> ReadAsync(int from, int count, CancellationToken cancel)
    {
        var (first, last) = (from / BlockLength, Math.Max(from, from + count - 1) / BlockLength);
        var missing = Enumerable.Range(first, last - first + 1).Where(block => !blocks.ContainsKey(block)).ToList();
        if (missing.Count > 0)
        {
            var page = await runs.PageAsync(view.Query(missing[0] * BlockLength, (missing[^1] - missing[0] + 1) * BlockLength), cancel);
            Total = page.Total;
            foreach (var block in missing)
                blocks[block] = page.Rows.Skip((block - missing[0]) * BlockLength).Take(BlockLength).ToList();
        }
        foreach (var far in blocks.Keys.OrderByDescending(block => Math.Abs(block - first)).Take(blocks.Count - MostBlocks).ToList())
            blocks.Remove(far);
        return Enumerable.Range(from, count).Select(Line).OfType<RunGridLine>().ToList();
    }

    public async Task<bool> RefreshAsync(IReadOnlyCollection<Guid> changed, CancellationToken cancel)
    {
        var held = Held.Where(row => changed.Contains(row.Id)).DistinctBy(row => row.Id).ToDictionary(row => row.Id);
        if (held.Count == 0)
            return true;
        var now = (await runs.RowsAsync(held.Keys, view.Query(), cancel)).ToDictionary(row => row.Id);
        foreach (var (block, rows) in blocks.ToList())
            if (rows.Any(row => now.ContainsKey(row.Id)))
                blocks[block] = rows.Select(row => now.GetValueOrDefault(row.Id, row)).ToList();
        return now.Values.All(row => held[row.Id] is var before && before.State == row.State && before.ArchivedAt == row.ArchivedAt && before.Tags.SequenceEqual(row.Tags));
    }

    private RunGridLine? Line(int index) => blocks.TryGetValue(index / BlockLength, out var block) && block.ElementAtOrDefault(index % BlockLength) is { } row
        // Rows may have moved between the readings of two blocks: the same run can then be here twice.
        ? new RunGridLine(index, $"{row.Id} {index}") { Run = row } : null;
}
