using LabPortal.Training.Tasks;

namespace LabPortal.Training.Search;

/// <summary>What a spec's <c>search</c> varies, and how. Without axes it only says when weak arms are stopped.</summary>
public sealed record SearchSpace(SearchOptions Options, IReadOnlyList<SearchAxis> Axes, HalvingRule? Halving)
{
    // Draws that may repeat a point before there are taken to be no more.
    private const int MostRepeats = 1000;

    /// <summary>Combinations of a grid.</summary>
    internal long GridSize => Axes.Aggregate(1L, (product, axis) => Math.Min(int.MaxValue, product * (axis.Values?.Count ?? 1)));

    /// <summary>The points, each once. A random search gives fewer than were asked for where there are no more.</summary>
    public IReadOnlyList<SearchPoint> Points() =>
        Axes.Count == 0 ? [new([])] : Options.Strategy == SearchStrategy.Grid ? Grid() : Drawn();

    // The last axis runs fastest.
    private List<SearchPoint> Grid() => [.. Axes.Aggregate(
        (IEnumerable<SearchPoint>)[new([])], (points, axis) => points.SelectMany(_ => axis.Values!, (point, value) => new SearchPoint([.. point.Values, (axis.Path, value)])))];

    private List<SearchPoint> Drawn()
    {
        var luck = new SeededRandom(Options.Seed, Purpose.Search);
        var (points, known) = (new List<SearchPoint>(), new HashSet<string>());
        for (var repeats = 0; points.Count < Options.Count && repeats < MostRepeats;)
        {
            var point = new SearchPoint([.. Axes.Select(axis => (axis.Path, axis.Draw(luck)))]);
            if (known.Add(point.Key))
                points.Add(point);
            else
                repeats++;
        }

        return points;
    }
}
