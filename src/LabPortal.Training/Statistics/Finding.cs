namespace LabPortal.Training.Statistics;

/// <summary>What a comparison comes to.</summary>
public enum Finding
{
    Better,
    Worse,

    /// <summary>Sure when looked at alone, but not among all tests of its table.</summary>
    OnlyAlone,
    TooFewSeeds,
    NoDifference,

    /// <summary>Nothing could be tested.</summary>
    NoTest,
}
