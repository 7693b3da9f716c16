namespace LabPortal.Data.Metrics;

internal static class MetricPyramid
{
    /// <summary>Entries of a full chunk: a tail this long is cheap to rewrite with every batch.</summary>
    public const int ChunkLength = 512;

    /// <summary>How many entries of a level make one entry of the next.</summary>
    public const int Fan = 4;
}
