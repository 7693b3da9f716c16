using LabPortal.Web.Charts;

namespace LabPortal.Web.Curves;

/// <summary>An arm with the runs that count for it: what a chart over seeds draws.</summary>
public sealed record ArmRuns(string Name, ArmColour Colour, IReadOnlyList<(Guid Id, long Seed)> Runs);
