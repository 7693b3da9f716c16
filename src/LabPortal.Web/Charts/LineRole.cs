namespace LabPortal.Web.Charts;

/// <summary>What a line stands for: an arm, one of its seeds behind it, or the arm's own values before they were smoothed.</summary>
public enum LineRole
{
    Arm,
    Seed,
    Raw,
}
