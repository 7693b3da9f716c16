namespace LabPortal.Training.Running;

/// <summary>How a run ended.</summary>
/// <param name="Reason">For a failed run: what is wrong and what to change.</param>
/// <param name="Step">Updates made.</param>
public sealed record RunOutcome(RunEnd End, string? Reason, long Step);
