using LabPortal.Training.Statistics;
using LabPortal.Web.Charts;

namespace LabPortal.Web.Curves;

/// <summary>Makes the lines of one arm from its seeds' curves: the mean with its band, the seeds behind it, and the raw mean where it is
/// smoothed. Smoothing comes after averaging.</summary>
public static class SeedFold
{
    /// <param name="share">Values that lie between 0 and 1: no band leaves that.</param>
    public static IEnumerable<ChartLine> Lines(ArmRuns arm, IReadOnlyList<SeedCurve> seeds, CurveView view, bool withSeeds, bool share)
    {
        var length = seeds[0].Y.Length;
        var mean = new ChartLine(arm.Name, arm.Colour, 0, Column(length, i => Finite(seeds, i) is { Count: > 0 } values ? values.Average() : double.NaN))
        {
            Seeds = arm.Runs.Count > 1 || seeds.Count > 1 ? seeds.Count : null,
            Lost = Stretches(length, i => seeds.Any(seed => seed.Lost[i])),
        };
        mean = view.Band == SeedBand.None ? mean : seeds.Count > 1 ? mean with { Band = Band(seeds, mean.Y, view.Band, share), BandIsData = view.Band == SeedBand.Extremes }
            : seeds[0].Low.Zip(seeds[0].High).Any(edge => edge.First < edge.Second) ? mean with { Band = (seeds[0].Low, seeds[0].High), BandIsData = true } : mean;
        var ghosts = withSeeds && seeds.Count > 1 ? seeds.Select(seed => new ChartLine($"{arm.Name}, seed {seed.Seed}", arm.Colour, 0, seed.Y) { Role = LineRole.Seed, Group = mean.Label }) : [];
        IEnumerable<ChartLine> lines = view.Smooth == 0 ? [mean, .. ghosts] : [Smooth(mean, view.Smooth), mean with { Role = LineRole.Raw, Band = null, Lost = [] }, .. ghosts];
        return lines.Select(Trim).Where(line => line.Y.Length + line.Lost.Count > 0);
    }

    private static ChartLine Smooth(ChartLine line, double weight) => line with
    {
        Y = Smoothing.Smooth(line.Y, weight),
        Band = line.Band is { } band ? (Smoothing.Smooth(band.Low, weight), Smoothing.Smooth(band.High, weight)) : null,
    };

    // Where only one of the seeds has come so far, nothing is known of how they differ.
    private static (double[] Low, double[] High) Band(IReadOnlyList<SeedCurve> seeds, double[] mean, SeedBand kind, bool share)
    {
        var half = Column(mean.Length, i => Finite(seeds, i) is { Count: > 1 } values && Summary.Of(values) is { Half: { } interval, Deviation: { } deviation } ? kind == SeedBand.Deviation ? deviation : interval : double.NaN);
        double Edge(int i, int sign) => Math.Clamp(mean[i] + sign * half[i], share ? 0 : double.MinValue, share ? 1 : double.MaxValue);
        return kind == SeedBand.Extremes
            ? (Column(mean.Length, i => Most(seeds.Select(seed => seed.Low[i]), Math.Min)), Column(mean.Length, i => Most(seeds.Select(seed => seed.High[i]), Math.Max)))
            : (Column(mean.Length, i => Edge(i, -1)), Column(mean.Length, i => Edge(i, 1)));
    }

    private static double Most(IEnumerable<double> values, Func<double, double, double> of) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Aggregate(of);

    private static List<double> Finite(IReadOnlyList<SeedCurve> seeds, int i) => seeds.Select(seed => seed.Y[i]).Where(double.IsFinite).ToList();

    private static double[] Column(int length, Func<int, double> of) => Enumerable.Range(0, length).Select(of).ToArray();

    private static List<int> Stretches(int length, Func<int, bool> lost)
    {
        var found = new List<int>();
        for (var i = 0; i < length; i++)
            if (lost(i) && i > 0 && lost(i - 1))
                found[^1]++;
            else if (lost(i))
                found.AddRange([i, 1]);
        return found;
    }

    // Grid points before a line's first value and after its last are not sent.
    private static ChartLine Trim(ChartLine line)
    {
        var first = Array.FindIndex(line.Y, double.IsFinite);
        var cut = first < 0 ? 0..0 : first..(Array.FindLastIndex(line.Y, double.IsFinite) + 1);
        return line with { Start = Math.Max(first, 0), Y = line.Y[cut], Band = line.Band is { } band ? (band.Low[cut], band.High[cut]) : null };
    }
}
