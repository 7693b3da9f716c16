namespace LabPortal.Web.Samples;

/// <summary>The samples of some runs at one evaluation, side by side.</summary>
/// <param name="Steps">Every step at which a column was evaluated, ascending.</param>
/// <param name="Shown">The step that is shown: a column without an evaluation there shows the one before.</param>
public sealed record SampleSheet(IReadOnlyList<SampleColumn> Columns, IReadOnlyList<long> Steps, long Shown, IReadOnlyList<SampleLine> Lines)
{
    public int Right(int column) => Lines.Count(line => line.Cells[column]?.Correct == true);

    public int Judged(int column) => Lines.Count(line => line.Cells[column]?.Correct is not null);

    public int Duplicates(int column) => Lines.Count(line => line.Cells[column]?.Duplicate == true);

    /// <summary>The words that tasks gave to a column's outputs, with how often each; in the order in which they first came.</summary>
    public IEnumerable<(string Word, int Count)> Verdicts(int column) => Lines.SelectMany(line => line.Cells[column]?.Verdicts ?? []).GroupBy(word => word).Select(word => (word.Key, word.Count()));
}
