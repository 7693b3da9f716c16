namespace LabPortal.Training.Tasks;

/// <summary>What came of one answer to an open question. Stored in results; their shares over all answers are the <see cref="OpenScores"/>.</summary>
[Flags]
public enum OpenFlags : byte
{
    None = 0,
    Valid = 1,

    /// <summary>In the training set.</summary>
    Seen = 2,

    /// <summary>New, and no earlier answer is the same.</summary>
    Creative = 4,

    /// <summary>Valid, and no earlier answer is the same.</summary>
    Diverse = 8,

    /// <summary>New: valid and not in the training set.</summary>
    Novel = 16,
}
