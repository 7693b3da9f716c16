namespace LabPortal.Training.Tasks;

/// <summary>What an answer to an open question is.</summary>
/// <param name="IsValid">Coherent: a right answer.</param>
/// <param name="IsSeen">The training set has it, or one that is the same but for names.</param>
/// <param name="Key">Answers with the same key are one answer.</param>
/// <param name="Note">In words, what is wrong with it; empty where nothing is.</param>
public sealed record OpenAnswer(bool IsValid, bool IsSeen, string Key, string Note)
{
    /// <summary>Whether the published evaluator takes it for valid, which looks less closely.</summary>
    public bool IsLooselyValid { get; init; } = IsValid;

    /// <summary>The answer as it is written: what the published evaluator tells answers apart by.</summary>
    public string Written { get; init; } = Key;

    public bool IsNew => IsValid && !IsSeen;
}
