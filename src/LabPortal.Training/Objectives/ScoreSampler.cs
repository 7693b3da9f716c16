namespace LabPortal.Training.Objectives;

/// <summary>How a step back in time is taken.</summary>
public enum ScoreSampler
{
    /// <summary>With the exact transition of the noise.</summary>
    Analytic,

    /// <summary>A small step along the reverse rates.</summary>
    Euler,
}
