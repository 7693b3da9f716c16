namespace LabPortal.Data.Runs;

/// <param name="Total">How many rows there are in all.</param>
public sealed record RunTablePage(IReadOnlyList<RunTableRow> Rows, int Total);
