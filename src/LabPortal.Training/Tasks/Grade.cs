namespace LabPortal.Training.Tasks;

/// <summary>The task's judgement of one output.</summary>
/// <param name="Correct">The output is the answer.</param>
/// <param name="Note">In words, what it is: "correct", "the wrong arm", "not a path".</param>
public sealed record Grade(bool Correct, string Note);
