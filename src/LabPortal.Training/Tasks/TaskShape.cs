namespace LabPortal.Training.Tasks;

/// <summary>The sizes that a network is built for.</summary>
/// <param name="Vocabulary">Number of tokens, before an objective adds its own.</param>
/// <param name="Prompt">Tokens of a prompt.</param>
/// <param name="Target">Tokens of a target.</param>
public sealed record TaskShape(int Vocabulary, int Prompt, int Target)
{
    /// <summary>Tokens that a network reads: the last target token is only predicted.</summary>
    public int InputLength => Prompt + Target - 1;
}
