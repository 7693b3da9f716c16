namespace LabPortal.Web.Comparing;

/// <summary>Where a cell stands beside the best of its metric.</summary>
public enum Standing
{
    /// <summary>Worse than the best, or nothing to tell by.</summary>
    Behind,
    Best,

    /// <summary>Not told from the best, by a test that would have shown a difference that matters.</summary>
    Tied,

    /// <summary>Not told from the best, by a test with too few seeds for it.</summary>
    Open,
}
