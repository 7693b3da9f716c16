using System.Globalization;

namespace LabPortal.Training.Tasks;

/// <summary>
/// The graphs and their tokens. For N labels: 0..N−1 nodes, N "|", N+1 "=", N+2 "/", N+3 "$" (the dummy).
/// Prompt: <c>u v | u v | … u v / source goal =</c>, 3·edges + 3 tokens; target: the path from source to goal.
/// </summary>
public sealed class PathStarGraphs(PathStarOptions options) : ITaskData
{
    internal static readonly string[] Marks = ["|", "=", "/", "$"];

    private readonly int _separator = options.Nodes, _equals = options.Nodes + 1, _slash = options.Nodes + 2;
    // Drawn in a moment; with more of them it is not said what was seen.
    private const int MostRemembered = 1_000_000;

    private readonly TrainingOrder _order = new(options.TrainingGraphs);
    private (long Seed, HashSet<ulong> Paths)? _trained;

    public Vocabulary Vocabulary { get; } = new(
        [.. Enumerable.Range(0, options.Nodes).Select(node => node.ToString(CultureInfo.InvariantCulture)), .. Marks], options.Nodes + 3);

    public Example Train(long position, long seed) =>
        options.TrainingGraphs == 0
            ? Draw(new SeededRandom(seed, Purpose.TrainingExample, position))
            : Draw(new SeededRandom(seed, Purpose.TrainingExample, _order.Row(position, seed)));

    public IReadOnlyList<Example> HeldOut(int count, long seed) =>
        Enumerable.Range(0, count).Select(i => Draw(new SeededRandom(seed, Purpose.HeldOut, i))).ToList();

    public int[]? Solve(int[] prompt)
    {
        if (!IsPrompt(prompt))
            return null;
        var before = new Dictionary<int, int>();
        foreach (var (from, to) in Edges(prompt))
            before.TryAdd(to, from);
        var path = new List<int> { prompt[^2] };
        while (path[^1] != prompt[^3] && path.Count <= before.Count && before.TryGetValue(path[^1], out var earlier))
            path.Add(earlier);
        return path[^1] == prompt[^3] ? [.. path.AsEnumerable().Reverse()] : null;
    }

    public Grade? Judge(Example example, int[] output)
    {
        if (output.AsSpan().SequenceEqual(example.Target))
            return new Grade(true, "correct");
        if (output[0] != example.Target[0])
            return new Grade(false, "does not start at the source");
        return new Grade(false, IsPath(example, output) ? "the wrong arm" : "not a path");
    }

    /// <summary>Valid is a path of the graph from its source, whichever arm it takes. Seen is the path of a training graph.</summary>
    public IReadOnlyList<string> Verdicts(Example example, int[] output, long seed)
    {
        var valid = output[0] == example.Target[0] && IsPath(example, output);
        var told = options.TrainingGraphs is > 0 and <= MostRemembered;
        var seen = told && Trained(seed).Contains(Digest(output));
        return [.. valid ? [Tasks.Verdicts.Valid] : Array.Empty<string>(), .. seen ? [Tasks.Verdicts.Seen] : Array.Empty<string>(), .. valid && told && !seen ? [Tasks.Verdicts.Novel] : Array.Empty<string>()];
    }

    // Triples: u v |, the last of them u v /, then source goal =.
    private bool IsPrompt(int[] prompt) => prompt.Length >= 6 && prompt.Length % 3 == 0 && prompt.Index().All(token =>
        token.Index % 3 != 2 ? token.Item < options.Nodes
        : token.Item == (token.Index == prompt.Length - 1 ? _equals : token.Index == prompt.Length - 4 ? _slash : _separator));

    private bool IsPath(Example example, int[] output)
    {
        var edges = Edges(example.Prompt).ToHashSet();
        return Enumerable.Range(1, output.Length - 1).All(i => edges.Contains((output[i - 1], output[i])));
    }

    private HashSet<ulong> Trained(long seed)
    {
        if (_trained is not { } trained || trained.Seed != seed)
            _trained = trained = (seed, [.. Enumerable.Range(0, options.TrainingGraphs)
                .Select(row => Digest(Path(new SeededRandom(seed, Purpose.TrainingExample, row), [])))]);
        return trained.Paths;
    }

    // 64 bits: among a million paths, one that is taken for another comes once in 10^13.
    private static ulong Digest(int[] path)
    {
        var mixed = 0UL;
        foreach (var node in path)
            mixed = new SeededRandom((long)mixed, Purpose.TrainingExample, node).NextBits();
        return mixed;
    }

    /// <summary>The directed edges that a prompt lists.</summary>
    private IEnumerable<(int From, int To)> Edges(int[] prompt)
    {
        for (var i = 0; prompt[i + 2] == _separator || prompt[i + 2] == _slash; i += 3)
        {
            yield return (prompt[i], prompt[i + 1]);
            if (prompt[i + 2] == _slash)
                yield break;
        }
    }

    private int Fresh(SeededRandom random, HashSet<int> used)
    {
        int node;
        do
            node = random.Next(options.Nodes);
        while (!used.Add(node));
        return node;
    }

    /// <summary>The part of a graph that is drawn first: its source, its goal and what lies between.</summary>
    private int[] Path(SeededRandom random, HashSet<int> used)
    {
        var path = new int[options.PathLength];
        path[0] = Fresh(random, used);
        path[^1] = Fresh(random, used);
        for (var i = 1; i < path.Length - 1; i++)
            path[i] = Fresh(random, used);
        return path;
    }

    private Example Draw(SeededRandom random)
    {
        var used = new HashSet<int>();
        var path = Path(random, used);
        var edges = new List<(int From, int To)>(options.Degree * (path.Length - 1));
        for (var i = 1; i < path.Length; i++)
            edges.Add((path[i - 1], path[i]));
        for (var arm = 1; arm < options.Degree; arm++)
            for (int i = 1, from = path[0]; i < path.Length; i++)
            {
                var to = Fresh(random, used);
                edges.Add((from, to));
                from = to;
            }

        var order = edges.ToArray();
        random.Shuffle(order.AsSpan());
        return new Example(Prompt(order, path[0], path[^1]), path);
    }

    private int[] Prompt((int From, int To)[] edges, int source, int goal)
    {
        var prompt = new int[3 * edges.Length + 3];
        for (var i = 0; i < edges.Length; i++)
        {
            prompt[3 * i] = edges[i].From;
            prompt[3 * i + 1] = edges[i].To;
            prompt[3 * i + 2] = i == edges.Length - 1 ? _slash : _separator;
        }

        prompt[^3] = source;
        prompt[^2] = goal;
        prompt[^1] = _equals;
        return prompt;
    }
}
