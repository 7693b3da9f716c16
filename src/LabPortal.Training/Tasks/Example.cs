namespace LabPortal.Training.Tasks;

/// <summary>One question with its answer, in token ids. The sequence that is learnt is the prompt followed by the target.</summary>
/// <param name="Prompt">At least one token: the first target token is predicted from the last of these.</param>
/// <param name="Target">At least one token; the loss covers these alone.</param>
public sealed record Example(int[] Prompt, int[] Target);
