using LabPortal.Data.Runs;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Runs;

/// <summary>How each column of the run table is called, and how wide it is.</summary>
public static class RunColumns
{
    private static readonly Dictionary<string, (string Title, int Width)> Attributes = new()
    {
        ["number"] = ("Run", 92), ["state"] = ("State", 170), ["experiment"] = ("Experiment", 200), ["study"] = ("Study", 110), ["arm"] = ("Arm", 130),
        ["seed"] = ("Seed", 60), ["step"] = ("Step", 120), ["queued"] = ("Queued", 110), ["started"] = ("Started", 110), ["ended"] = ("Ended", 110),
        ["duration"] = ("Duration", 100), ["left"] = ("Left", 100), ["attempts"] = ("Attempts", 90), ["tags"] = ("Tags", 150), ["reason"] = ("Reason", 220),
        ["by"] = ("By", 140), ["archived"] = ("Archived", 110),
    };

    public static readonly IReadOnlyList<RunField> Defaults =
    [
        .. new[] { "state", "experiment", "arm", "seed", "duration", "left" }.Select(name => new RunField(RunFieldKind.Attribute, name)),
        RunField.Metric("eval/accuracy"), new(RunFieldKind.Attribute, "tags"),
    ];

    /// <summary>The attributes that can be columns; the number always is one.</summary>
    public static IEnumerable<RunField> Choices => RunAttribute.All.Where(one => one.Name != "number").Select(one => new RunField(RunFieldKind.Attribute, one.Name));

    public static RunColumn Of(RunField field) => field.Kind switch
    {
        RunFieldKind.Attribute when Attributes[field.Name] is var (title, width) =>
            new(field, title, width, field.Attribute!.Kind is RunValueKind.Number or RunValueKind.Span, null),
        RunFieldKind.Metric => new(field, MetricNames.Short(field.Name), 120, true, field.Name),
        RunFieldKind.Tag => new(field, field.Name, 100, false, $"Whether a run has the tag {field.Name}"),
        _ => new(field, LastOf(field.Name), 130, false, field.Name),
    };

    // task.options.degree is "degree" in a head, the path in its tooltip.
    private static string LastOf(string path) => path.Split('.') is [.., var before, "name"] ? before : path[(path.LastIndexOf('.') + 1)..];
}
