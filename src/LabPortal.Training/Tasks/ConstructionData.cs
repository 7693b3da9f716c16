using System.Globalization;

namespace LabPortal.Training.Tasks;

/// <summary>
/// The edges of a circle or a line over distinct nodes, shuffled, each in its direction along the walk. Tokens: the names, then the
/// marks. Prompt: &lt;q&gt;; target: u v &lt;sep&gt; u v … u v &lt;/a&gt;, 3·edges tokens.
/// </summary>
public sealed class ConstructionData : IOpenEndedData
{
    internal static readonly string[] Marks = ["<q>", "<sep>", "</a>", "$"];

    private readonly ConstructionOptions _options;
    private readonly TrainingOrder _order;
    private readonly Lazy<HashSet<string>> _trained;
    private readonly int _ask, _separator, _end;

    public ConstructionData(ConstructionOptions options)
    {
        _options = options;
        _order = new TrainingOrder(options.Rows);
        (_ask, _separator, _end) = (options.Names, options.Names + 1, options.Names + 2);
        _trained = new Lazy<HashSet<string>>(() => [.. Enumerable.Range(0, options.Rows).Select(row => Pattern(Edges(Draw(Row(row)))!))]);
        Vocabulary = new Vocabulary([.. Enumerable.Range(0, options.Names).Select(name => name.ToString(CultureInfo.InvariantCulture)), .. Marks], options.Names + 3);
    }

    public Vocabulary Vocabulary { get; }

    public bool HasPublishedRule => true;

    internal static TaskShape Shape(ConstructionOptions options) => new(options.Names + Marks.Length, 1, 3 * options.Edges);

    public Example Train(long position, long seed)
    {
        var row = _order.Row(position, seed);
        return new Example([_ask], Draw(Row(row)), row);
    }

    public IReadOnlyList<Example> HeldOut(int count, long seed) =>
        Enumerable.Range(0, count).Select(i => new Example([_ask], Draw(new SeededRandom(seed, Purpose.HeldOut, i)))).ToList();

    public int[] Perfect(SeededRandom random) => Draw(random);

    /// <remarks>
    /// Seen, and the same as another, is an answer whose edges are so but for the names: the nodes renamed by first appearance. The
    /// published evaluator takes any circle or line for valid, whatever its size, and tells answers apart as written.
    /// </remarks>
    public OpenAnswer Read(int[] output)
    {
        var end = Array.IndexOf(output, _end);
        var written = Vocabulary.Written(output[..(end < 0 ? output.Length : end)]);
        if (Edges(output) is not { } edges)
            return new OpenAnswer(false, false, written, "not a list of edges");
        var size = edges.SelectMany(edge => new[] { edge.From, edge.To }).Distinct().Count();
        var walked = IsOneWalk(edges);
        return new OpenAnswer(
            walked && edges.Count == _options.Edges && size == _options.Nodes, _trained.Value.Contains(Pattern(edges)), Pattern(edges),
            walked ? edges.Count == _options.Edges && size == _options.Nodes ? "" : $"a {_options.Kind} of {size} nodes instead of {_options.Nodes}" : $"no {_options.Kind}")
        {
            IsLooselyValid = walked, Written = written,
        };
    }

    private bool IsCircle => _options.Nodes == _options.Edges;

    private SeededRandom Row(long row) => new(_options.DataSeed, Purpose.TaskData, row);

    private int[] Draw(SeededRandom random)
    {
        var names = Enumerable.Range(0, _options.Names).ToArray();
        random.Shuffle(names.AsSpan());
        var edges = Enumerable.Range(0, _options.Edges).Select(i => (From: names[i], To: names[(i + 1) % _options.Nodes])).ToArray();
        random.Shuffle(edges.AsSpan());
        return [.. edges.SelectMany((edge, i) => new[] { edge.From, edge.To, i == edges.Length - 1 ? _end : _separator })];
    }

    /// <returns>Null where the tokens up to the end are not edges between separators.</returns>
    private List<(int From, int To)>? Edges(int[] output)
    {
        var edges = new List<(int, int)>();
        for (var i = 0; i + 2 < output.Length; i += 3)
        {
            if (output[i] >= _options.Names || output[i + 1] >= _options.Names)
                return null;
            edges.Add((output[i], output[i + 1]));
            if (output[i + 2] == _end)
                return edges;
            if (output[i + 2] != _separator)
                return null;
        }

        return null;
    }

    /// <summary>Nodes renamed 0, 1, … by first appearance; order and direction of the edges stay.</summary>
    private static string Pattern(List<(int From, int To)> edges)
    {
        var names = new Dictionary<int, int>();
        int Name(int node) => names.TryGetValue(node, out var name) ? name : names[node] = names.Count;
        return string.Join(' ', edges.Select(edge => string.Create(CultureInfo.InvariantCulture, $"{Name(edge.From)}-{Name(edge.To)}")));
    }

    /// <summary>Whether the edges, in whichever direction, are one circle, or one line from end to end.</summary>
    private bool IsOneWalk(List<(int From, int To)> edges)
    {
        var at = edges.SelectMany((edge, i) => new[] { (Node: edge.From, Edge: i), (Node: edge.To, Edge: i) }).ToLookup(pair => pair.Node, pair => pair.Edge);
        var ends = at.Where(node => node.Count() == 1).Select(node => node.Key).ToList();
        if (at.Any(node => node.Count() > 2) || ends.Count != (IsCircle ? 0 : 2))
            return false;
        var used = new HashSet<int>();
        for (var node = IsCircle ? edges[0].From : ends[0]; at[node].Select(edge => (int?)edge).FirstOrDefault(edge => !used.Contains(edge!.Value)) is { } next;)
        {
            used.Add(next);
            node = edges[next].From == node ? edges[next].To : edges[next].From;
        }

        return used.Count == edges.Count;
    }
}
