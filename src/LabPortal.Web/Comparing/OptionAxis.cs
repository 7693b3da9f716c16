using System.Globalization;
using LabPortal.Web.Controls;
using LabPortal.Web.Curves;

namespace LabPortal.Web.Comparing;

/// <summary>An axis of the options chart: a setting that differs over the compared arms, or the metric that it is held against.</summary>
/// <param name="Path">Of the setting in the spec, or the metric's stored name.</param>
/// <param name="Categories">Its values in order where they are no numbers; otherwise null.</param>
/// <param name="IsLog">Numbers above 0 that span more than a magnitude, such as learning rates.</param>
public sealed record OptionAxis(string Path, string Name, IReadOnlyList<string>? Categories, bool IsLog)
{
    private const double Magnitudes = 20;

    /// <summary>The settings that differ, numbers first. A setting that some arms do not have is a category of its own there.</summary>
    public static IReadOnlyList<OptionAxis> Of(IReadOnlyList<ComparedArm> arms)
    {
        var settings = ConfigDifference.Of(arms);
        var twice = settings.GroupBy(setting => Leaf(setting.Path)).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return settings.Select(setting => Of(setting.Path, twice.Contains(Leaf(setting.Path)) ? setting.Path : Leaf(setting.Path), setting.Values)).OrderBy(axis => axis.Categories is not null).ToList();
    }

    public static OptionAxis OfMetric(string metric, IEnumerable<double> values) => new(metric, MetricNames.Title(metric), null, !MetricNames.IsShare(metric) && Spans(values.ToList()));

    /// <summary>Where a value stands on the axis; null where it has none.</summary>
    public double? Place(string? value) => Categories is null ? Number(value) : Categories.ToList().IndexOf(value ?? Words.None);

    private static OptionAxis Of(string path, string name, IReadOnlyList<string?> values)
    {
        var numbers = values.Select(Number).OfType<double>().Distinct().ToList();
        return numbers.Count > 1 && values.All(value => value is null || Number(value) is not null)
            ? new OptionAxis(path, name, null, Spans(numbers))
            : new OptionAxis(path, name, values.Select(value => value ?? Words.None).Distinct().Order(StringComparer.Ordinal).ToList(), false);
    }

    // "objective.name" is the objective.
    private static string Leaf(string path) => path.EndsWith(".name", StringComparison.Ordinal) ? Leaf(path[..^5]) : path[(path.LastIndexOf('.') + 1)..];

    private static bool Spans(List<double> values) => values.Count > 1 && values.Min() > 0 && values.Max() / values.Min() >= Magnitudes;

    private static double? Number(string? value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
