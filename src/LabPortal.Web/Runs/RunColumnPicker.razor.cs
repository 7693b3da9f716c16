using LabPortal.Data.Runs;
using Microsoft.AspNetCore.Components;

namespace LabPortal.Web.Runs;

/// <summary>Which columns are shown. A lab has thousands of metrics: they are searched for on the server, and a few are listed.</summary>
public sealed partial class RunColumnPicker(RunNames names)
{
    private const int Most = 30;

    private string asked = "";
    private IReadOnlyList<(string Group, IReadOnlyList<RunField> Fields, bool More)> groups = [];

    [Parameter, EditorRequired]
    public required RunTableView View { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<RunTableView> Changed { get; set; }

    private Task OpenAsync() => FindAsync(asked);

    private async Task SearchAsync(ChangeEventArgs e)
    {
        asked = e.Value?.ToString()?.Trim() ?? "";
        await FindAsync(asked);
    }

    private async Task FindAsync(string part)
    {
        var found = new[]
        {
            Group("Attributes", RunColumns.Choices.Where(field => Label(field).Contains(part, StringComparison.OrdinalIgnoreCase))),
            Group("Options", (await names.OptionsAsync(part, Most + 1)).Select(RunField.Option)),
            Group("Metrics", (await names.MetricsAsync(part, Most + 1)).Select(RunField.Metric)),
            Group("Tags", (await names.TagsAsync(part, Most + 1)).Select(tag => new RunField(RunFieldKind.Tag, tag))),
        };
        if (part == asked)
            groups = found.Where(group => group.Fields.Count > 0).ToList();
    }

    private static (string Group, IReadOnlyList<RunField> Fields, bool More) Group(string name, IEnumerable<RunField> fields)
    {
        var all = fields.ToList();
        return (name, all.Take(Most).ToList(), all.Count > Most);
    }

    private static string Label(RunField field) => field.Kind == RunFieldKind.Option ? field.Name : RunColumns.Of(field).Title;

    private Task Toggle(RunField field) => Show(View.Columns.Contains(field) ? View.Columns.Where(other => other != field) : View.Columns.Append(field));

    private Task Move(RunField field, int by)
    {
        var columns = View.Columns.ToList();
        var at = columns.IndexOf(field);
        columns.RemoveAt(at);
        columns.Insert(at + by, field);
        return Show(columns);
    }

    private Task Reset() => Show(RunColumns.Defaults);

    private Task Show(IEnumerable<RunField> columns) => Changed.InvokeAsync(View with { Columns = columns.ToList() });
}
