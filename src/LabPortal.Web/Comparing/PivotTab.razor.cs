using LabPortal.Web.Curves;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Comparing;

public sealed partial class PivotTab(SeedPlan plan, NavigationManager navigation)
{
    private ComparisonView view = default!;
    private PivotTable table = default!;
    private IReadOnlyList<(ComparedArm Arm, IReadOnlyList<long> Seeds)> lacking = [];
    private PivotCell? chosen;
    private bool busy;

    [Parameter, EditorRequired]
    public required Comparison Of { get; set; }

    [SupplyParameterFromQuery]
    private string? Metric { get; set; }

    [SupplyParameterFromQuery]
    private string? Rows { get; set; }

    [SupplyParameterFromQuery]
    private string? Columns { get; set; }

    [SupplyParameterFromQuery]
    private string? Row { get; set; }

    [SupplyParameterFromQuery]
    private string? Column { get; set; }

    private NavigationManager Navigation => navigation;

    private IEnumerable<string> Metrics => MetricNames.Sort(Of.Metrics.Append(view.Metric).Distinct(), Of.Headline);

    protected override void OnParametersSet()
    {
        view = ComparisonView.Read(Of, Metric, null, null, null);
        table = PivotTable.Of(view, Rows, Columns);
        chosen = table.Cells.FirstOrDefault(cell => cell.Row == Row && cell.Column == Column && cell.Arms.Count > 0);
        lacking = [.. table.Cells.SelectMany(cell => cell.Lacks)];
    }

    private void Go(string name, ChangeEventArgs changed) => navigation.NavigateTo(navigation.GetUriWithQueryParameter(name, changed.Value?.ToString()));

    private string Chosen(string row, string column) => navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["row"] = row, ["column"] = column });

    private string At(string file) => Urls.Export(file, Of.Source, new Uri(navigation.Uri).Query);

    private async Task QueueAsync(IReadOnlyList<(ComparedArm Arm, IReadOnlyList<long> Seeds)> wanted)
    {
        busy = true;
        await plan.QueueAsync(wanted);
        busy = false;
    }
}
