namespace LabPortal.Data.Experiments;

/// <param name="Slot">The kind of slot its runs take: <c>cpu</c> or <c>gpu</c>.</param>
public sealed record NewArm(string Name, string SpecJson, string SpecHash, long TotalSteps, string Slot = "cpu")
{
    /// <summary>Memory that a run of it will take, of the device where it trains on one; null where nobody has forecast it.</summary>
    public long? NeedsMemoryBytes { get; init; }

    /// <summary>The name of another of these arms that its runs start from, each from the one of its seed.</summary>
    public string? AfterArm { get; init; }

    /// <summary>The number of a run that all its runs start from.</summary>
    public int? AfterRun { get; init; }
}
