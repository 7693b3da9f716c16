using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Samples;

/// <summary>Generations of several runs for the same questions, at one evaluation.</summary>
public sealed partial class SampleBrowser(SampleReader reader, NavigationManager navigation)
{
    private const string Reference = "reference";
    private SampleSheet? sheet;
    private SampleFilter? filter;
    private IReadOnlyList<SampleLine> lines = [];
    private int reading;

    [Parameter, EditorRequired]
    public required IReadOnlyList<SampleColumn> Columns { get; set; }

    /// <summary>What else chooses the columns, in the row of controls.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [SupplyParameterFromQuery]
    private long? Step { get; set; }

    [SupplyParameterFromQuery]
    private string? Only { get; set; }

    [SupplyParameterFromQuery]
    private string? Against { get; set; }

    [SupplyParameterFromQuery]
    private int? Base { get; set; }

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private int? Open { get; set; }

    private bool Compact => View == "compact";

    private bool Judged => sheet!.Lines.Any(line => line.Cells.Any(cell => cell?.Correct is not null));

    private int Place => Math.Max(0, sheet!.Steps.ToList().IndexOf(sheet.Shown));

    private int Baseline => Math.Max(0, sheet!.Columns.Select(column => column.Number).ToList().IndexOf(Base ?? 0));

    private IReadOnlyList<(SampleColumn Column, int Index)> Others =>
        sheet!.Columns.Select((column, i) => (column, i)).Where(pair => pair.column.Questions != sheet.Columns[0].Questions).ToList();

    protected override async Task OnParametersSetAsync()
    {
        var turn = ++reading;
        var read = await reader.ReadAsync(Columns, Step);
        // The slider was moved on while this was read.
        if (turn != reading)
            return;
        sheet = read;
        filter = SampleFilter.Read(Only, read);
        lines = read.Lines.Where(line => (filter?.Admits(line, read, Baseline) ?? true) && (string.IsNullOrEmpty(Q) || line.Contains(Q))).ToList();
    }

    private IEnumerable<(string Kind, string Words, int Count)> Counts(int column)
    {
        int Of(string kind) => sheet!.Lines.Count(line => new SampleFilter(kind, sheet.Columns[column].Number).Admits(line, sheet, Baseline));
        if (sheet!.Judged(column) > 0)
        {
            yield return (SampleFilter.IsRight, "right", sheet.Right(column));
            yield return (SampleFilter.IsWrong, "wrong", sheet.Judged(column) - sheet.Right(column));
            if (column != Baseline)
            {
                yield return (SampleFilter.Better, "better", Of(SampleFilter.Better));
                yield return (SampleFilter.Worse, "worse", Of(SampleFilter.Worse));
            }
        }
        foreach (var (word, count) in sheet.Verdicts(column))
            yield return (word, word, count);
        if (sheet.Duplicates(column) is > 0 and var repeated)
            yield return (SampleFilter.Duplicate, "duplicate", repeated);
    }

    private string Named(SampleFilter of) => of.Run == 0 ? "the outputs differ"
        : $"{sheet!.Columns.First(column => column.Number == of.Run).Name} is {of.Kind}{(of.Kind is SampleFilter.Better or SampleFilter.Worse ? $" than {sheet.Columns[Baseline].Name}" : "")}";

    private IReadOnlyList<string>? AgainstOf(SampleLine line) => Against switch
    {
        null => null,
        Reference => line.First.Reference,
        _ when int.TryParse(Against, out var run) => sheet!.Columns.Zip(line.Cells).FirstOrDefault(pair => pair.First.Number == run).Second?.Output,
        _ => null,
    };

    private string Toggle(SampleFilter of) => With(("only", filter == of ? null : of.ToString()));

    private string With(params (string Name, object? Value)[] changes) => navigation.GetUriWithQueryParameters(changes.ToDictionary(change => change.Name, change => change.Value));

    private void Go(params (string Name, object? Value)[] changes) => navigation.NavigateTo(With(changes), replace: true);

    private void Show(int place)
    {
        if (place >= 0 && place < sheet!.Steps.Count)
            Go(("step", place == sheet.Steps.Count - 1 ? null : sheet.Steps[place]));
    }

    private static string Count(long step) => step.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Tail(string text) => text.Length <= 120 ? text : "…" + text[^120..];
}
