namespace LabPortal.Web.Curves;

/// <summary>What the band around an arm's mean spans.</summary>
public enum SeedBand
{
    /// <summary>The mean's 95 % interval by Student's t.</summary>
    Interval,

    /// <summary>One standard deviation to either side.</summary>
    Deviation,

    /// <summary>From the least to the greatest value of any seed.</summary>
    Extremes,

    None,
}
