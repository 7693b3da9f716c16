namespace LabPortal.Web.Runs;

/// <summary>One number for each target position.</summary>
public sealed record ProbeList(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>Whether they are shares, which a tint may show, and not losses.</summary>
    public bool IsShare => !Name.EndsWith("oss", StringComparison.Ordinal) && Values.All(value => value is null or >= 0 and <= 1);
}
