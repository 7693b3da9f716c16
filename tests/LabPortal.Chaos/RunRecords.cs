using System.Globalization;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Metrics;
using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Chaos;

/// <summary>
/// All that a run has recorded and that does not differ from machine to machine, to the bit: curve (or kind of record) → place → value.
/// A place that is there more than once has more than one value.
/// </summary>
internal sealed record RunRecords(IReadOnlyDictionary<string, ILookup<string, string>> Curves)
{
    public static async Task<RunRecords> ReadAsync(ChaosLab lab, Guid run)
    {
        var store = lab.Get<IMetricStore>();
        var names = (await store.SeriesAsync([run])).Select(series => series.Name).Where(name => !name.StartsWith("system/", StringComparison.Ordinal)).ToList();
        var curves = (await store.ReadAsync([run], names, null, null, int.MaxValue)).ToDictionary(
            curve => curve.Name, curve => curve.Buckets.ToLookup(point => Text(point.FromStep), point => Text(BitConverter.DoubleToInt64Bits(point.Last))));
        await using var db = lab.Db();
        curves["samples"] = (await db.Samples.AsNoTracking().Where(sample => sample.RunId == run).ToListAsync())
            .ToLookup(sample => $"{sample.Step}.{sample.Index}", sample => $"{sample.Prompt} {sample.Output} {sample.Right} {sample.Correct}");
        curves["probes"] = (await db.ProbeResults.AsNoTracking().Where(probe => probe.RunId == run).ToListAsync())
            .ToLookup(probe => $"{probe.Step}.{probe.Name}", probe => probe.Json);
        curves["outcomes"] = (await db.ExampleOutcomes.AsNoTracking().Where(outcomes => outcomes.RunId == run).ToListAsync())
            .ToLookup(outcomes => Text(outcomes.Step), outcomes => $"{outcomes.EvaluationSet} {Convert.ToHexString(outcomes.LossBytes)}");
        // The last checkpoint: it must be there, and its file whole.
        var last = await db.Checkpoints.AsNoTracking().Where(checkpoint => checkpoint.RunId == run).OrderByDescending(checkpoint => checkpoint.Step).FirstOrDefaultAsync();
        curves["checkpoint"] = (last is not null && await lab.Get<ArtifactStore>().VerifyAsync(last.ArtifactHash) ? [last] : Array.Empty<Checkpoint>())
            .ToLookup(checkpoint => Text(checkpoint.Step), checkpoint => checkpoint.ArtifactHash);
        return new(curves);
    }

    /// <returns>How many records of the other are missing here, how many are here too often, how many curves are not the same.</returns>
    public (int Lost, int Doubled, int Differing) Against(RunRecords undisturbed)
    {
        var (lost, doubled, differing) = (0, 0, 0);
        foreach (var (name, expected) in undisturbed.Curves)
        {
            var found = Curves.GetValueOrDefault(name) ?? Array.Empty<string>().ToLookup(none => none);
            lost += expected.Count(place => !found.Contains(place.Key));
            doubled += found.Sum(place => Math.Max(0, place.Count() - expected[place.Key].Count()));
            if (expected.Any(place => found.Contains(place.Key) && !found[place.Key].SequenceEqual(place))) differing++;
        }

        return (lost, doubled, differing + Curves.Keys.Except(undisturbed.Curves.Keys).Count());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
