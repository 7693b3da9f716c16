namespace LabPortal.Training.Studies;

/// <param name="Name">As in the study's spec.</param>
/// <param name="Words">What the model reads and predicts in this arm, and what follows from that, for a reader of the paper.</param>
public sealed record StudyArm(string Name, string Words);
