using LabPortal.Training.Tasks;

namespace LabPortal.Training.Statistics;

/// <summary>
/// Intervals of shares of prompts, over prompts and seeds: the hierarchical percentile bootstrap (Davison and Hinkley 1997, section 3.8;
/// Saravanan, Berman and Sober 2020, arXiv 2007.07797), from a fixed seed. Each resample draws seeds, then prompts within each of them,
/// both with replacement. What seeds differ by holds some of what prompts differ by, so the second draw counts that part twice: an interval
/// that is rather too wide with many seeds. With few seeds it is too narrow for what training anew would change, like every bootstrap over
/// them; one seed's tells of prompts alone.
/// </summary>
/// <remarks>Flags such as "the first answer of its kind" are given, computed once over all answers. To count kinds anew in every resample
/// would take a prompt that was drawn twice for two answers that are the same, and find less than the model gave.</remarks>
public static class PromptBootstrap
{
    // A prompt's flags are eight bits.
    private const int Kinds = 256;

    private const int Draws = 8_000_000;

    /// <param name="seeds">Of each seed the flags of its prompts.</param>
    /// <param name="shares">Each by its masks: prompts that have all bits of the first, among those that have all bits of the second. Mask 0 is every prompt.
    /// A seed's share is its own; the statistic is their mean, without seeds that have none to be among.</param>
    /// <returns>In the order of <paramref name="shares"/>. Null where fewer than two prompts were answered, or no seed has a share.</returns>
    public static IReadOnlyList<Interval?> Intervals(IReadOnlyList<byte[]> seeds, IReadOnlyList<(byte Of, byte Among)> shares)
    {
        var prompts = seeds.Sum(seed => seed.Length);
        if (prompts < 2 || seeds.Any(seed => seed.Length == 0))
            return [.. shares.Select(_ => (Interval?)null)];
        var random = new SeededRandom(0, Purpose.Resampling);
        var means = shares.Select(_ => new List<double>()).ToArray();
        var counts = new int[Kinds];
        var resamples = Math.Clamp(Draws / prompts, 1_000, 10_000);
        for (var i = 0; i < resamples; i++)
        {
            var sums = new (double Sum, int Seeds)[shares.Count];
            for (var drawn = 0; drawn < seeds.Count; drawn++)
            {
                Count(seeds[random.Next(seeds.Count)], counts, random);
                for (var s = 0; s < sums.Length; s++)
                    if (Share(counts, shares[s]) is { } share)
                        sums[s] = (sums[s].Sum + share, sums[s].Seeds + 1);
            }

            for (var s = 0; s < sums.Length; s++)
                if (sums[s].Seeds > 0)
                    means[s].Add(sums[s].Sum / sums[s].Seeds);
        }

        return [.. means.Select(Bootstrap.Percentiles)];
    }

    // Two draws of each number: what 32 bits prefer is below the prompts' count in four billion.
    private static void Count(byte[] prompts, int[] counts, SeededRandom random)
    {
        Array.Clear(counts);
        for (var i = 0; i < prompts.Length; i += 2)
        {
            var bits = random.NextBits();
            counts[prompts[Place(bits >> 32)]]++;
            if (i + 1 < prompts.Length)
                counts[prompts[Place(bits & uint.MaxValue)]]++;
        }

        int Place(ulong half) => (int)((half * (ulong)prompts.Length) >> 32);
    }

    private static double? Share(int[] counts, (byte Of, byte Among) share)
    {
        var (of, among) = (0, 0);
        for (var kind = 0; kind < counts.Length; kind++)
            if ((kind & share.Among) == share.Among)
            {
                among += counts[kind];
                of += (kind & share.Of) == share.Of ? counts[kind] : 0;
            }

        return among == 0 ? null : (double)of / among;
    }
}
