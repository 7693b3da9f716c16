namespace LabPortal.Training.Tasks;

/// <summary>
/// The words in which tasks describe an output, beside right or wrong; shown as they are. That an output repeats another of the
/// same evaluation, the reader sees for itself. Stored in results; never reuse one for something else.
/// </summary>
public static class Verdicts
{
    /// <summary>Well-formed: an answer that could have been right.</summary>
    public const string Valid = "valid";

    /// <summary>The training set has it.</summary>
    public const string Seen = "seen in training";

    /// <summary>Valid, and not in the training set.</summary>
    public const string Novel = "novel";

    /// <summary>What there is to say of an answer to an open question.</summary>
    public static IReadOnlyList<string> Of(OpenAnswer answer) =>
        [.. answer.IsValid ? [Valid] : Array.Empty<string>(), .. answer.IsSeen ? [Seen] : Array.Empty<string>(), .. answer.IsNew ? [Novel] : Array.Empty<string>()];

    /// <summary>Right is an answer that is valid and not in the training set.</summary>
    public static Grade GradeOf(OpenAnswer answer) => new(answer.IsNew, answer.Note);
}
