namespace LabPortal.Data.Runs;

/// <summary>A generation with its prompt, reference and verdict. Prompt, reference and output are JSON arrays of token
/// strings; <c>Right</c> is a JSON array of one boolean per output token, empty where there is no right answer; <c>Correct</c> is then null.</summary>
public sealed record SampleRow(
    Guid RunId, long Step, int Index, string Prompt, string Reference, string Output, string Right, bool? Correct, string? Note)
{
    public long Id { get; private set; }
}
