namespace LabPortal.Training.Tasks;

/// <summary>Windows of block + 1 characters at uniform starts. The vocabulary is the text's distinct characters by code point.</summary>
public sealed class CharTextWindows : ITaskData
{
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

    private Example Window(int[] text, SeededRandom random)
    {
        var start = random.Next(text.Length - _block);
        return new Example([text[start]], text[(start + 1)..(start + _block + 1)]);
    }
}
