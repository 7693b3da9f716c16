using LabPortal.Training.Tasks;

namespace LabPortal.Training.Running;

/// <summary>What came of each held-out example at one evaluation, in their order.</summary>
/// <param name="Set">SHA-256 (hex) of the held-out examples: runs that share it answered the same questions.</param>
/// <param name="Right">Whether the whole output is right; null for a task without right answers.</param>
/// <param name="Loss">Mean over the target positions, in nats.</param>
/// <param name="Open">Of open questions: the <see cref="OpenFlags"/> of each answer; null elsewhere.</param>
public sealed record OutcomeRecord(long Step, string Set, bool[]? Right, float[] Loss, byte[]? Open = null);
