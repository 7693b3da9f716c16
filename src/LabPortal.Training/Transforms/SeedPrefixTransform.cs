using System.Globalization;
using LabPortal.Training.Specs;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Transforms;

/// <summary>
/// A random string before the prompt, the same each time an example of a fixed training set comes round and a fresh one for each
/// held-out example (seed-conditioning, Nagarajan et al. 2025, arXiv 2504.15266, section 4). An answer that is one of many can then be
/// fixed by its string, and greedy decoding gives a different one for each.
/// </summary>
/// <remarks>No string comes twice in a run until there are no more of them: the last symbols are a permutation of the example's place.</remarks>
public sealed class SeedPrefixTransform(SeedPrefixOptions options) : ITransform
{
    private (Vocabulary Of, int First)? _known;

    public SpecError? Refuses(int heldOut) => Math.Pow(options.Alphabet, options.Length) >= 2.0 * heldOut ? null : new SpecError(
        "length", $"There are {Math.Pow(options.Alphabet, options.Length)} strings of {options.Length} of {options.Alphabet} symbols, too few for {heldOut} held-out examples with one each and as many others in training. Use at least {Enumerable.Range(1, 64).First(length => Math.Pow(options.Alphabet, length) >= 2.0 * heldOut)} symbols.");

    public TaskShape Reshape(TaskShape shape) => shape with { Prompt = shape.Prompt + options.Length, Vocabulary = shape.Vocabulary + options.Alphabet };

    public Vocabulary Extend(Vocabulary vocabulary) => vocabulary with { Tokens = [.. vocabulary.Tokens, .. Enumerable.Range(0, options.Alphabet).Select(Symbol)] };

    public Example Apply(Example example, Vocabulary vocabulary, Occasion occasion)
    {
        if (!example.IsOpen)
            return example;
        var first = First(vocabulary);
        return example with { Prompt = [.. String(occasion).Select(symbol => first + symbol), .. example.Prompt] };
    }

    public T[] Restore<T>(T[] output) => output;

    /// <returns>Symbols in [0, alphabet).</returns>
    internal int[] String(Occasion occasion)
    {
        var random = new SeededRandom(occasion.Seed, Purpose.SeedString, 2 * occasion.Place + (occasion.Purpose == Purpose.HeldOut ? 1 : 0));
        var symbols = Enumerable.Range(0, options.Length).Select(_ => random.Next(options.Alphabet)).ToArray();
        var strings = 1L;
        var counted = 0;
        for (; counted < options.Length && strings < int.MaxValue; counted++)
            strings *= options.Alphabet;
        var number = new Permutation(strings, occasion.Seed, Purpose.SeedString)[(2 * occasion.Place + (occasion.Purpose == Purpose.HeldOut ? 1 : 0)) % strings];
        for (var i = 0; i < counted; i++, number /= options.Alphabet)
            symbols[^(i + 1)] = (int)(number % options.Alphabet);
        return symbols;
    }

    private static string Symbol(int index) => index < 36
        ? $"#{"abcdefghijklmnopqrstuvwxyz0123456789"[index]}" : string.Create(CultureInfo.InvariantCulture, $"#{index}");

    private int First(Vocabulary vocabulary)
    {
        if (_known is not { } known || !ReferenceEquals(known.Of, vocabulary))
            _known = known = (vocabulary, vocabulary.Tokens.ToList().IndexOf(Symbol(0)));
        return known.First;
    }
}
