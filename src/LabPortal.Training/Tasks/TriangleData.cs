using System.Globalization;

namespace LabPortal.Training.Tasks;

/// <summary>
/// Triangles and edges of one graph. Tokens: the vertices, then the marks. Prompt tri: with target a b &lt;sep&gt; b c &lt;sep&gt; c a &lt;/a&gt;;
/// prompt edge: with target u v &lt;sep&gt; v u &lt;/a&gt;, which only tells of the graph and takes no seed string.
/// </summary>
public sealed class TriangleData : IOpenEndedData
{
    internal const int Length = 9;
    internal static readonly string[] Marks = ["tri:", "edge:", "<sep>", "</a>", "$"];

    private readonly TriangleOptions _options;
    private readonly TrainingOrder _order;
    private readonly SortedSet<int>[] _neighbours;
    private readonly Lazy<HashSet<(int, int, int)>> _trained;
    private readonly Lazy<int[][]> _all, _unseen;
    private readonly int _tri, _edge, _separator, _end;

    public TriangleData(TriangleOptions options)
    {
        _options = options;
        _order = new TrainingOrder(options.Rows);
        _neighbours = Graph(options);
        (_tri, _edge, _separator, _end) = (options.Vertices, options.Vertices + 1, options.Vertices + 2, options.Vertices + 3);
        _trained = new Lazy<HashSet<(int, int, int)>>(() => [.. Enumerable.Range(0, options.Rows).Select(row => Draw(row).Target).Where(target => target.Length == Length).Select(target => Sorted(target[0], target[1], target[4]))]);
        _all = new Lazy<int[][]>(() => [.. Everywhere()]);
        _unseen = new Lazy<int[][]>(() => _all.Value.Where(corners => !_trained.Value.Contains(Sorted(corners[0], corners[1], corners[2]))).ToArray() is { Length: > 0 } left ? left : _all.Value);
        Vocabulary = new Vocabulary([.. Enumerable.Range(0, options.Vertices).Select(vertex => vertex.ToString(CultureInfo.InvariantCulture)), .. Marks], options.Vertices + 4);
    }

    public Vocabulary Vocabulary { get; }

    public bool HasPublishedRule => true;

    /// <summary>Distinct triangles of the graph, and those of the training set.</summary>
    public (int All, int Trained) Triangles => (_all.Value.Length, _trained.Value.Count);

    public int Edges => _neighbours.Sum(neighbours => neighbours.Count) / 2;

    public Example Train(long position, long seed)
    {
        var row = _order.Row(position, seed);
        return Draw(row) with { Row = row };
    }

    /// <summary>Triangles that training never shows, in any of their orders.</summary>
    public IReadOnlyList<Example> HeldOut(int count, long seed) =>
        Enumerable.Range(0, count).Select(i => new Example([_tri], Pick(_unseen.Value, new SeededRandom(seed, Purpose.HeldOut, i)))).ToList();

    public int[] Perfect(SeededRandom random) => Pick(_all.Value, random);

    /// <remarks>The same triangle from another corner is the same answer; the published evaluator tells its orders apart, and does not look at the last edge.</remarks>
    public OpenAnswer Read(int[] output)
    {
        var end = Array.IndexOf(output, _end);
        var written = Vocabulary.Written(output[..(end < 0 ? output.Length : end)]);
        if (end < 5 || output[2] != _separator || new[] { 0, 1, 3, 4 }.Any(i => output[i] >= _options.Vertices))
            return new OpenAnswer(false, false, written, "not three edges");
        var (a, b, c) = (output[0], output[3], output[4]);
        var loose = Joined(a, b) && Joined(b, c) && Joined(c, a);
        var closed = end == 8 && output[1] == b && output[5] == _separator && output[6] == c && output[7] == a;
        var seen = _trained.Value.Contains(Sorted(a, b, c));
        var (x, y, z) = Sorted(a, b, c);
        return new OpenAnswer(
            loose && closed, seen, string.Create(CultureInfo.InvariantCulture, $"{x} {y} {z}"),
            closed ? loose ? "" : "not a triangle of the graph" : "the edges do not close")
        {
            IsLooselyValid = loose, Written = written,
        };
    }

    private bool Joined(int from, int to) => _neighbours[from].Contains(to);

    private Example Draw(int row)
    {
        var random = new SeededRandom(_options.DataSeed, Purpose.TaskData, row + 1);
        if (random.Next(3) == 0)
            while (true)
            {
                var u = random.Next(_options.Vertices);
                if (_neighbours[u].Count < 2)
                    continue;
                var two = TwoOf(_neighbours[u], random);
                if (Joined(two.First, two.Second))
                    return new Example([_tri], Target(u, two.First, two.Second));
            }

        var from = random.Next(_options.Vertices);
        var to = _neighbours[from].ElementAt(random.Next(_neighbours[from].Count));
        return new Example([_edge], [from, to, _separator, to, from, _end]) { IsOpen = false };
    }

    private int[] Target(int a, int b, int c) => [a, b, _separator, b, c, _separator, c, a, _end];

    private int[] Pick(int[][] triangles, SeededRandom random)
    {
        var corners = triangles[random.Next(triangles.Length)].ToArray();
        random.Shuffle(corners.AsSpan());
        return Target(corners[0], corners[1], corners[2]);
    }

    private IEnumerable<int[]> Everywhere()
    {
        for (var a = 0; a < _options.Vertices; a++)
            foreach (var b in _neighbours[a].Where(b => b > a))
                foreach (var c in _neighbours[b].Where(c => c > b && Joined(c, a)))
                    yield return [a, b, c];
    }

    private static (int, int, int) Sorted(int a, int b, int c)
    {
        int[] three = [a, b, c];
        Array.Sort(three);
        return (three[0], three[1], three[2]);
    }

    private static (int First, int Second) TwoOf(SortedSet<int> of, SeededRandom random)
    {
        var first = random.Next(of.Count);
        var second = random.Next(of.Count - 1);
        return (of.ElementAt(first), of.ElementAt(second < first ? second : second + 1));
    }

    /// <summary>
    /// Each vertex in turn is joined to others of low degree until it has its edges; then, in turn again, two of its neighbours are joined
    /// until enough triangles stand on it.
    /// </summary>
    private static SortedSet<int>[] Graph(TriangleOptions options)
    {
        var random = new SeededRandom(options.DataSeed, Purpose.TaskData);
        var neighbours = Enumerable.Range(0, options.Vertices).Select(_ => new SortedSet<int>()).ToArray();
        void Join(int one, int other) => (_, _) = (neighbours[one].Add(other), neighbours[other].Add(one));
        for (var v = 0; v < options.Vertices; v++)
        {
            var pool = Enumerable.Range(0, options.Vertices).Where(w => w != v && !neighbours[v].Contains(w) && neighbours[w].Count <= 1.2 * options.Degree).ToList();
            for (var wanted = options.Degree - neighbours[v].Count; wanted > 0 && pool.Count > 0; wanted--)
            {
                var chosen = random.Next(pool.Count);
                Join(v, pool[chosen]);
                pool.RemoveAt(chosen);
            }
        }

        var closed = new int[options.Vertices];
        for (var u = 0; u < options.Vertices; u++)
            while (closed[u] < options.Triangles && neighbours[u].Count >= 2)
            {
                var (v, w) = TwoOf(neighbours[u], random);
                Join(v, w);
                (closed[u], closed[v], closed[w]) = (closed[u] + 1, closed[v] + 1, closed[w] + 1);
            }

        return neighbours;
    }
}
