namespace LabPortal.Training.Tasks;

/// <summary>The tokens of a run, by id.</summary>
/// <param name="Tokens">The text of each id.</param>
/// <param name="Dummy">The id that stands for "no token here", where there is one.</param>
public sealed record Vocabulary(IReadOnlyList<string> Tokens, int? Dummy = null)
{
    public int Size => Tokens.Count;

    /// <summary>The same vocabulary with a dummy token, added at the end if the task has none of its own.</summary>
    public Vocabulary WithDummy() => Dummy is null ? new([.. Tokens, "$"], Tokens.Count) : this;

    public string[] Text(IEnumerable<int> ids) => ids.Select(id => Tokens[id]).ToArray();

    /// <summary>Tokens as one text; a question mark stands for an id that only a model with more tokens has, such as a seed string's.</summary>
    public string Written(IEnumerable<int> ids) => string.Join(' ', ids.Select(id => id < Size ? Tokens[id] : "?"));
}
