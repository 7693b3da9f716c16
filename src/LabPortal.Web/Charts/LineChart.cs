namespace LabPortal.Web.Charts;

/// <summary>A chart of lines over one grid of horizontal positions.</summary>
public sealed record LineChart(string Title, string XLabel, string YLabel, double[] X, IReadOnlyList<ChartLine> Lines)
{
    public double? YMin { get; init; }
    public double? YMax { get; init; }

    /// <summary>The part that is looked at; null: all of it.</summary>
    public (double? From, double? To) Range { get; init; }

    public bool LogX { get; init; }
    public bool LogY { get; init; }

    /// <summary>Whether a logarithmic horizontal axis counts in doublings.</summary>
    public bool Doubles { get; init; }

    /// <summary>Whether every point is shown: few were measured, and nothing is known between them.</summary>
    public bool Dots { get; init; }
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>What a reader must know to read it right, in a few words.</summary>
    public string? Note { get; init; }

    public IEnumerable<ChartLine> Arms => Lines.Where(line => line.Role == LineRole.Arm);
}
