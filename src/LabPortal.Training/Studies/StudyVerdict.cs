namespace LabPortal.Training.Studies;

/// <param name="Reproduced">Null while arms are missing.</param>
public sealed record StudyVerdict(bool? Reproduced, string Words);
