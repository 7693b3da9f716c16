namespace LabPortal.Data.Experiments;

/// <param name="Slot">The kind of slot its runs take: <c>cpu</c> or <c>gpu</c>.</param>
public sealed record NewArm(string Name, string SpecJson, string SpecHash, long TotalSteps, string Slot = "cpu");
