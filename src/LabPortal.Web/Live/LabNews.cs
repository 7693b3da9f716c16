namespace LabPortal.Web.Live;

/// <summary>What has changed since the news before.</summary>
public sealed record LabNews(IReadOnlyList<RunNews> Runs)
{
    /// <summary>For a page that has just begun to listen: what changed while it opened is news to it alone.</summary>
    public bool IsCatchUp { get; init; }

    /// <summary>No run changed; it is only time to look at clocks and heartbeats again.</summary>
    public bool IsTick => Runs.Count == 0;

    public bool OfRun(Guid run) => Runs.Any(news => news.Id == run);

    public bool OfExperiment(Guid experiment) => Runs.Any(news => news.Experiment == experiment);
}
