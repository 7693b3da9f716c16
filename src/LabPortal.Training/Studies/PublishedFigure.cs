namespace LabPortal.Training.Studies;

/// <summary>A published number.</summary>
/// <param name="Value">Null where the source says it in words only.</param>
/// <param name="Text">As printed in the table: "≈ 1/degree".</param>
/// <param name="Source">Where it stands.</param>
public sealed record PublishedFigure(string Arm, double? Value, string Text, string Source);
