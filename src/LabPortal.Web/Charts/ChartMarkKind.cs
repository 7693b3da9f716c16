namespace LabPortal.Web.Charts;

public enum ChartMarkKind
{
    Chance,

    /// <summary>The most that can be reached.</summary>
    Ceiling,
    Paper,
}
