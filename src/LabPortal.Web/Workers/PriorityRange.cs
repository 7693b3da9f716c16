namespace LabPortal.Web.Workers;

/// <summary>The priorities that people give; moving a run to the top may go beyond.</summary>
public static class PriorityRange
{
    public const int Most = 1000;
}
