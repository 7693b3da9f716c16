namespace LabPortal.Web.Live;

/// <summary>What has changed since the news before.</summary>
public sealed record LabNews(IReadOnlyList<RunNews> Runs)
{
    /// <summary>To be heeded by every page that hears it: it has just begun to listen and may have missed something, or what changed is no run.</summary>
    public bool IsCatchUp { get; init; }

    /// <summary>No run changed; it is only time to look at clocks and heartbeats again.</summary>
    public bool IsTick => Runs.Count == 0;

    /// <summary>Whether a run came to another state: steps alone change no list of results.</summary>
    public bool ChangesState => Runs.Any(news => news.Before != news.State);

    public bool OfRun(Guid run) => Runs.Any(news => news.Id == run);

    public bool OfExperiment(Guid experiment) => Runs.Any(news => news.Experiment == experiment);
}
