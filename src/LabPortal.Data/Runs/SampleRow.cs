namespace LabPortal.Data.Runs;

/// <summary>A generation with its prompt, reference and verdict. Prompt, reference and output are JSON arrays of token
/// strings; <c>Right</c> is a JSON array of one boolean per output token, empty where there is no right answer; <c>Correct</c> is then null.</summary>
public sealed record SampleRow(
    Guid RunId, long Step, int Index, string Prompt, string Reference, string Output, string Right, bool? Correct, string? Note)
{
    public long Id { get; private set; }

    /// <summary>A JSON array of one number per output token: what the network gave it when it was drawn (softmax at temperature 1).
    /// Null in a number that is none, and as a whole in samples of older versions.</summary>
    public string? Probabilities { get; init; }

    /// <summary>A JSON array of the words in which the task describes the output, such as "valid", "novel"; null in samples of older versions.</summary>
    public string? Verdicts { get; init; }
}
