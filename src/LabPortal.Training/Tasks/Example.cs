namespace LabPortal.Training.Tasks;

/// <summary>One question with its answer, in token ids. The sequence that is learnt is the prompt followed by the target.</summary>
/// <param name="Prompt">At least one token: the first target token is predicted from the last of these.</param>
/// <param name="Target">At least one token; the loss covers these alone.</param>
/// <param name="Row">Its place in a fixed training set, so that what is drawn for it is the same each time; null for one that comes once.</param>
public sealed record Example(int[] Prompt, int[] Target, long? Row = null)
{
    /// <summary>Whether it asks for one of many answers, so that a seed string may pick one.</summary>
    public bool IsOpen { get; init; } = true;

    public void Deconstruct(out int[] prompt, out int[] target) => (prompt, target) = (Prompt, Target);
}
