namespace LabPortal.Data.Metrics;

/// <summary>The arithmetic of the pyramid: with how many points a series has, it is known which chunks there are. A level
/// covers what the full chunks of the level below hold; the rest is in that level's open chunk.</summary>
internal static class MetricPyramid
{
    /// <summary>Entries of a full chunk: an open one this long is cheap to rewrite with every batch.</summary>
    public const int ChunkLength = 512;

    /// <summary>How many entries of a level make one entry of the next.</summary>
    public const int Fan = 4;

    public static long PointsPerEntry(int level) => 1L << (2 * level);

    /// <summary>Entries of a level in a series of so many points.</summary>
    public static long Entries(long points, int level)
    {
        for (var l = 0; l < level; l++) points = points / ChunkLength * (ChunkLength / Fan);
        return points;
    }

    /// <summary>The open chunks above level 0 that a series of so many points writes on when so many more come.</summary>
    public static IEnumerable<(int Level, int Ordinal)> Reached(long points, long more)
    {
        for (var level = 1; Entries(points, level) is var had && Entries(points + more, level) > had; level++)
            if (had % ChunkLength > 0) yield return (level, (int)(had / ChunkLength));
    }

    /// <summary>The coarsest level that still has as many entries as asked for among so many points.</summary>
    public static int LevelFor(long points, int buckets)
    {
        var level = 0;
        while (Entries(points, level + 1) >= buckets) level++;
        return level;
    }

    public static MetricBucket[] Fold(ReadOnlySpan<MetricBucket> entries)
    {
        var folded = new MetricBucket[entries.Length / Fan];
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = entries[i * Fan];
            for (var j = 1; j < Fan; j++) folded[i] = folded[i].Join(entries[i * Fan + j]);
        }

        return folded;
    }
}
