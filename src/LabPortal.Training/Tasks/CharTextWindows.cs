namespace LabPortal.Training.Tasks;

/// <summary>Windows of block + 1 characters at uniform starts. The vocabulary is the text's distinct characters by code point.</summary>
public sealed class CharTextWindows : ITaskData
{
    // So long a piece of the training text is taken to be remembered: by chance texts share words, not lines.
    private const int Verbatim = 32;

    // Searched in a moment; the search of a larger text would hold up training.
    private const int MostSearched = 10_000_000;

    private readonly int[] _train, _validation;
    private readonly int _block;

    public CharTextWindows(string text, int block)
    {
        var runes = text.EnumerateRunes().ToArray();
        var symbols = runes.Distinct().Order().ToArray();
        var ids = symbols.Select((rune, id) => (rune, id)).ToDictionary(pair => pair.rune, pair => pair.id);
        var all = runes.Select(rune => ids[rune]).ToArray();
        var split = (int)(all.Length * 0.9);
        (_train, _validation, _block) = (all[..split], all[split..], block);
        if (_validation.Length <= block + 1)
            throw new TrainingException(
                $"The corpus has {all.Length} characters: its last tenth is shorter than a block of {block}. Use a longer text or a smaller block.");
        Vocabulary = new Vocabulary(symbols.Select(rune => rune.ToString()).ToList());
    }

    public Vocabulary Vocabulary { get; }

    public int TrainingCharacters => _train.Length;

    public int ValidationCharacters => _validation.Length;

    public Example Train(long position, long seed) =>
        Window(_train, new SeededRandom(seed, Purpose.TrainingExample, position));

    public IReadOnlyList<Example> HeldOut(int count, long seed) =>
        Enumerable.Range(0, count).Select(i => Window(_validation, new SeededRandom(seed, Purpose.HeldOut, i))).ToList();

    /// <summary>The first half of the window asks for the second.</summary>
    public Example Ask(Example example)
    {
        int[] window = [.. example.Prompt, .. example.Target];
        return new Example(window[..(window.Length / 2)], window[(window.Length / 2)..]);
    }

    public Grade? Judge(Example example, int[] output) => null;

    public IReadOnlyList<string> Verdicts(Example example, int[] output, long seed) =>
        _train.Length <= MostSearched && Repeats(output) ? [Tasks.Verdicts.Seen] : [];

    /// <summary>Whether the training text has <see cref="Verbatim"/> tokens of the output in a row.</summary>
    private bool Repeats(ReadOnlySpan<int> output)
    {
        // So long a piece covers one of these anchors whole, wherever it begins.
        const int anchor = Verbatim / 2;
        for (var start = 0; start + anchor <= output.Length; start += anchor)
            for (int from = 0, at; (at = _train.AsSpan(from).IndexOf(output.Slice(start, anchor))) >= 0; from += at + 1)
                if (Shared(output, start, from + at) >= Verbatim)
                    return true;
        return false;
    }

    /// <returns>How far output and training text agree around a place in each.</returns>
    private int Shared(ReadOnlySpan<int> output, int place, int trained)
    {
        var back = 0;
        while (back < Math.Min(place, trained) && output[place - back - 1] == _train[trained - back - 1])
            back++;
        return back + output[place..].CommonPrefixLength(_train.AsSpan(trained));
    }

    private Example Window(int[] text, SeededRandom random)
    {
        var start = random.Next(text.Length - _block);
        return new Example([text[start]], text[(start + 1)..(start + _block + 1)]);
    }
}
