using System.Text.Json;
using LabPortal.Data.Runs;

namespace LabPortal.Web.Samples;

/// <summary>A stored generation with its tokens unpacked.</summary>
/// <param name="Probabilities">One for each output token; empty where none were kept, null in one that was no number.</param>
/// <param name="Verdicts">The task's words for the output, such as "valid" or "novel".</param>
public sealed record SampleView(
    long Step, int Index, IReadOnlyList<string> Prompt, IReadOnlyList<string> Reference, IReadOnlyList<string> Output, IReadOnlyList<bool> Right, bool? Correct, string? Note,
    IReadOnlyList<double?> Probabilities, IReadOnlyList<string> Verdicts)
{
    public static SampleView Of(SampleRow row) => new(
        row.Step, row.Index, Read<string>(row.Prompt), Read<string>(row.Reference), Read<string>(row.Output), Read<bool>(row.Right), row.Correct, row.Note,
        Read<double?>(row.Probabilities), Read<string>(row.Verdicts));

    /// <summary>Whether the same run gave this output to an earlier example of the same evaluation; told of open-ended tasks alone.</summary>
    public bool Duplicate { get; init; }

    /// <summary>Whether this continues a text, which has no right answer and is read as text.</summary>
    public bool IsText => Correct is null && Prompt.Concat(Output).All(token => token.EnumerateRunes().Count() == 1);

    /// <summary>Whether an output is judged, but no reference is the one right answer.</summary>
    public bool IsOpenEnded => Correct is not null && Right.Count == 0;

    /// <summary>Whether a text occurs in the question, the answer, or what is said of it.</summary>
    public bool Contains(string text) => new[] { Joined(Prompt), Joined(Output), Joined(Reference), Note ?? "", string.Join(' ', Verdicts) }
        .Any(field => field.Contains(text, StringComparison.OrdinalIgnoreCase));

    private string Joined(IReadOnlyList<string> tokens) => string.Join(IsText ? "" : " ", tokens);

    private static IReadOnlyList<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json) ?? [];
}
