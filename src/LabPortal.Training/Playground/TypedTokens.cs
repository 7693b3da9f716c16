using LabPortal.Training.Tasks;

namespace LabPortal.Training.Playground;

/// <summary>Reads what somebody typed as tokens: words between spaces, or letter by letter where a space is a token itself.</summary>
internal sealed class TypedTokens
{
    private readonly Vocabulary _vocabulary;
    private readonly Dictionary<string, int> _ids = [];
    private readonly bool _letters;

    public TypedTokens(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        foreach (var (id, token) in vocabulary.Tokens.Index())
            _ids.TryAdd(token, id);
        _letters = vocabulary.Tokens.All(token => token.EnumerateRunes().Count() == 1);
        RunTogether = _letters && vocabulary.Tokens.Any(string.IsNullOrWhiteSpace);
    }

    /// <summary>Whether tokens are written without spaces between.</summary>
    public bool RunTogether { get; }

    /// <returns>Null where <paramref name="unknown"/> is no token.</returns>
    public int[]? Read(string text, out string? unknown)
    {
        unknown = null;
        var ids = new List<int>();
        foreach (var piece in RunTogether ? [text] : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            foreach (var token in _ids.ContainsKey(piece) || !_letters ? [piece] : piece.EnumerateRunes().Select(rune => rune.ToString()))
                if (_ids.TryGetValue(token, out var id))
                    ids.Add(id);
                else
                {
                    unknown = token;
                    return null;
                }

        return [.. ids];
    }

    /// <summary>Some of the tokens there are, for whoever typed another.</summary>
    public string Known()
    {
        const int shown = 12;
        var tokens = _vocabulary.Tokens.Select(token => string.IsNullOrWhiteSpace(token) ? $"\"{token.Replace("\n", "\\n")}\"" : token).ToList();
        return tokens.Count <= 2 * shown ? string.Join(" ", tokens) : $"{string.Join(" ", tokens.Take(shown))} … {string.Join(" ", tokens.TakeLast(shown))}";
    }
}
