namespace LabPortal.Training.Running;

/// <summary>One generation, as tokens in the order in which the model gave them.</summary>
/// <param name="Index">Which held-out example: the same index is the same prompt in every arm with the same evaluation seed.</param>
/// <param name="Right">For each output token, whether it is the reference's; empty where there is no right answer.</param>
/// <param name="Correct">The task's judgement; null where there is no right answer.</param>
/// <param name="Probabilities">What the network gave each output token when it was drawn: softmax at temperature 1, before top-k and top-p.</param>
/// <param name="Verdicts">What the task says of the output beside right or wrong: see <see cref="Tasks.Verdicts"/>.</param>
public sealed record SampleRecord(
    long Step, int Index, string[] Prompt, string[] Reference, string[] Output, bool[] Right, bool? Correct, string Note,
    float[] Probabilities, IReadOnlyList<string> Verdicts);
