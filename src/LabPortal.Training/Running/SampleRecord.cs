namespace LabPortal.Training.Running;

/// <summary>One generation, as tokens in the order in which the model gave them.</summary>
/// <param name="Index">Which held-out example: the same index is the same prompt in every arm with the same evaluation seed.</param>
/// <param name="Right">For each output token, whether it is the reference's; empty where there is no right answer.</param>
/// <param name="Correct">The task's judgement; null where there is no right answer.</param>
public sealed record SampleRecord(
    long Step, int Index, string[] Prompt, string[] Reference, string[] Output, bool[] Right, bool? Correct, string Note);
