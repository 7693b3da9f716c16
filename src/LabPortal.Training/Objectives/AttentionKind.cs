namespace LabPortal.Training.Objectives;

/// <summary>Which positions a position may look at.</summary>
public enum AttentionKind
{
    /// <summary>Itself and those before it.</summary>
    Causal,

    /// <summary>All of the sequence.</summary>
    Bidirectional,
}
