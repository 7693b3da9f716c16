using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>The lines of one look at the run table; only those near the window are held.</summary>
public interface IRunLines
{
    int Total { get; }

    /// <summary>Finds how many lines there are, and reads the first ones.</summary>
    Task LoadAsync(CancellationToken cancel);

    Task<IReadOnlyList<RunGridLine>> ReadAsync(int from, int count, CancellationToken cancel);

    /// <summary>Reads held runs again that have gone on.</summary>
    /// <returns>False where more than their figures has changed: the lines have to be found anew.</returns>
    Task<bool> RefreshAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancel);

    /// <summary>The held runs.</summary>
    IEnumerable<RunTableRow> Held { get; }
}
