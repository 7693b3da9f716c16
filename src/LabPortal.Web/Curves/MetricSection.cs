namespace LabPortal.Web.Curves;

/// <summary>The metrics whose names begin alike.</summary>
public sealed record MetricSection(string Name, IReadOnlyList<string> Metrics)
{
    // As many panels as a page opens with.
    private const int Few = 12;

    /// <summary>In the order in which their first metrics come.</summary>
    public static IReadOnlyList<MetricSection> Of(IEnumerable<string> metrics) => metrics
        .GroupBy(name => name.IndexOf('/') is > 0 and var at ? name[..at] : "other").Select(group => new MetricSection(group.Key, group.ToList())).ToList();

    /// <summary>Those that are open before anybody has opened or closed one: the first, and more while there are few metrics.</summary>
    public static IReadOnlySet<string> Opened(IReadOnlyList<MetricSection> sections)
    {
        var shown = 0;
        return sections.TakeWhile((section, i) => (shown += section.Metrics.Count) <= Few || i == 0).Select(section => section.Name).ToHashSet();
    }
}
