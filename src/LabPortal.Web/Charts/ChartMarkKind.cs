namespace LabPortal.Web.Charts;

public enum ChartMarkKind
{
    Chance,
    Paper,
}
