namespace LabPortal.Training.Studies;

/// <summary>A text that a study trains on. The lab ships none: it is fetched or uploaded once.</summary>
/// <param name="Sha256">Of its bytes, lower-case hex: what specs know it by.</param>
/// <param name="Address">Where it is published.</param>
public sealed record StudyText(string Name, string Sha256, Uri Address);
