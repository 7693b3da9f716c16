namespace LabPortal.Web.Samples;

/// <summary>One example with every column's generation; null where a run has none of it.</summary>
public sealed record SampleLine(int Index, IReadOnlyList<SampleView?> Cells)
{
    /// <summary>The question, as the first that has it was asked.</summary>
    public SampleView First => Cells.First(cell => cell is not null)!;

    public bool Contains(string text) => Cells.Any(cell => cell?.Contains(text) == true);
}
