namespace LabPortal.Web.Samples;

/// <summary>Which lines are shown, as it stands in the URL: <c>right:3</c>, <c>better:3</c>, <c>differ</c>, <c>novel:3</c>, the number being a column's run.</summary>
/// <param name="Kind">right, wrong, better, worse, differ, duplicate, or a verdict of the task.</param>
/// <param name="Run">The run's number; 0 where the kind is about all columns.</param>
public sealed record SampleFilter(string Kind, int Run)
{
    public const string Better = "better", Worse = "worse", IsRight = "right", IsWrong = "wrong", Differ = "differ", Duplicate = "duplicate";

    public override string ToString() => Run == 0 ? Kind : $"{Kind}:{Run}";

    /// <summary>Null where the text says nothing that these columns know.</summary>
    public static SampleFilter? Read(string? text, SampleSheet sheet)
    {
        if (text == Differ)
            return new SampleFilter(Differ, 0);
        var cut = text?.LastIndexOf(':') ?? -1;
        return cut > 0 && int.TryParse(text.AsSpan(cut + 1), out var run) && sheet.Columns.Any(column => column.Number == run) ? new SampleFilter(text![..cut], run) : null;
    }

    /// <param name="baseline">The column that better and worse refer to.</param>
    public bool Admits(SampleLine line, SampleSheet sheet, int baseline)
    {
        if (Kind == Differ)
            return line.Cells.Where(cell => cell is not null).Select(cell => string.Join('\u0001', cell!.Output)).Distinct().Count() > 1;
        var cell = line.Cells[sheet.Columns.TakeWhile(column => column.Number != Run).Count()];
        return Kind switch
        {
            IsRight => cell?.Correct == true,
            IsWrong => cell?.Correct == false,
            Better => cell?.Correct == true && line.Cells[baseline]?.Correct == false,
            Worse => cell?.Correct == false && line.Cells[baseline]?.Correct == true,
            Duplicate => cell?.Duplicate == true,
            _ => cell?.Verdicts.Contains(Kind) == true,
        };
    }
}
