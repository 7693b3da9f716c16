using LabPortal.Data.Runs;

namespace LabPortal.Web.Runs;

/// <summary>One line of the run table: a run, a group of runs, or what is left of an opened group that is too long.</summary>
/// <param name="Key">Tells it from the others, also after the table has changed.</param>
public sealed record RunGridLine(int Index, string Key)
{
    public RunTableRow? Run { get; init; }

    /// <summary>Whether the run stands under its group.</summary>
    public bool IsInGroup { get; init; }

    public RunGroupRow? Group { get; init; }
    public bool IsOpen { get; init; }

    /// <summary>How many runs of the opened group are not listed.</summary>
    public int More { get; init; }
}
