using LabPortal.Training.Objectives;

namespace LabPortal.Training.Running;

/// <summary>All that a training step needs to know before it begins.</summary>
/// <param name="Met">Places in <see cref="HeldOutWatch.Met"/> of the held-out prompts among its examples.</param>
internal sealed record PreparedStep(int Step, long DropoutSeed, TrainingRows Rows, IReadOnlyList<int> Met);
