using System.Globalization;

namespace LabPortal.Training.Tasks;

/// <summary>
/// Triples of two children and their parent. Child i of either side belongs to parent i / children. Tokens: a0… the parents, b0… the
/// first children, c0… the second, then the marks. Prompt: &lt;q&gt;; target: b c a &lt;/a&gt;, or a b c &lt;/a&gt;.
/// </summary>
public sealed class SiblingData : IOpenEndedData
{
    internal const int Length = 4;
    internal static readonly string[] Marks = ["<q>", "</a>", "$"];

    private readonly SiblingOptions _options;
    private readonly Permutation _triples;
    private readonly TrainingOrder _order;
    private readonly HashSet<long> _trained;
    private readonly int _children, _ask, _end;

    public SiblingData(SiblingOptions options)
    {
        _options = options;
        _triples = new Permutation(options.All, options.DataSeed, Purpose.TaskData);
        _order = new TrainingOrder(options.Triples);
        _trained = [.. Enumerable.Range(0, options.Triples).Select(row => _triples[row])];
        _children = options.Parents * options.Children;
        _ask = options.Parents + 2 * _children;
        _end = _ask + 1;
        IEnumerable<string> Names(char kind, int count) => Enumerable.Range(0, count).Select(i => kind + i.ToString(CultureInfo.InvariantCulture));
        Vocabulary = new Vocabulary([.. Names('a', options.Parents), .. Names('b', _children), .. Names('c', _children), .. Marks], _ask + 2);
    }

    public Vocabulary Vocabulary { get; }

    public Example Train(long position, long seed)
    {
        var row = _order.Row(position, seed);
        return Of(_triples[row]) with { Row = row };
    }

    /// <summary>Triples that training never shows: a model that has understood the families finds them as likely as the others.</summary>
    public IReadOnlyList<Example> HeldOut(int count, long seed) =>
        Enumerable.Range(0, count).Select(i => Of(_triples[_options.Triples + (long)(new SeededRandom(seed, Purpose.HeldOut, i).NextDouble() * (_options.All - _options.Triples))])).ToList();

    public int[] Perfect(SeededRandom random) => Of((long)(random.NextDouble() * _options.All)).Target;

    public OpenAnswer Read(int[] output)
    {
        var written = Vocabulary.Written(output);
        var (parent, first, second) = _options.ParentFirst ? (output[0], output[1], output[2]) : (output[2], output[0], output[1]);
        var b = first - _options.Parents;
        var c = second - _options.Parents - _children;
        if (parent >= _options.Parents || b < 0 || b >= _children || c < 0 || c >= _children || output[3] != _end)
            return new OpenAnswer(false, false, written, "not two children and a parent");
        if (b / _options.Children != parent || c / _options.Children != parent)
            return new OpenAnswer(false, false, written, "children of different parents");
        return new OpenAnswer(true, _trained.Contains(((long)parent * _options.Children + b % _options.Children) * _options.Children + c % _options.Children), written, "");
    }

    private Example Of(long triple)
    {
        var (pair, second) = Math.DivRem(triple, _options.Children);
        var (parent, first) = ((int)(pair / _options.Children), (int)(pair % _options.Children));
        int a = parent, b = _options.Parents + parent * _options.Children + first, c = _options.Parents + _children + parent * _options.Children + (int)second;
        return new Example([_ask], _options.ParentFirst ? [a, b, c, _end] : [b, c, a, _end]);
    }
}
