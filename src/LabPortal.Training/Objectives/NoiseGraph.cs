namespace LabPortal.Training.Objectives;

/// <summary>What noise makes of a token.</summary>
public enum NoiseGraph
{
    /// <summary>The mask, which stays.</summary>
    Absorbing,

    /// <summary>Any token, which may change again.</summary>
    Uniform,
}
