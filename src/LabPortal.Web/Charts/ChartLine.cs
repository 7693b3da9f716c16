namespace LabPortal.Web.Charts;

/// <summary>One line over the points of its chart's grid from <paramref name="Start"/> on. NaN is a gap.</summary>
public sealed record ChartLine(string Name, ArmColour Colour, int Start, double[] Y)
{
    /// <summary>Lower and upper edge of the band, as long as <see cref="Y"/>.</summary>
    public (double[] Low, double[] High)? Band { get; init; }

    /// <summary>Whether the band's edges are recorded values, which the axis must show.</summary>
    public bool BandIsData { get; init; }

    /// <summary>Where a NaN or an infinity was recorded: pairs of the first grid point and how many follow each other.</summary>
    public IReadOnlyList<int> Lost { get; init; } = [];

    public LineRole Role { get; init; }
    public int? Seeds { get; init; }

    /// <summary>The arm's label: its lines come and go together.</summary>
    public string? Group { get; init; }

    public string Label => Seeds is { } n ? $"{Name}, n = {n}" : Name;
}
