using System.Text.Json;
using LabPortal.Data.Runs;

namespace LabPortal.Web.Samples;

/// <summary>A stored generation with its tokens unpacked.</summary>
public sealed record SampleView(long Step, int Index, IReadOnlyList<string> Prompt, IReadOnlyList<string> Reference, IReadOnlyList<string> Output, IReadOnlyList<bool> Right, bool? Correct, string? Note)
{
    public static SampleView Of(SampleRow row) => new(
        row.Step, row.Index, Read<string>(row.Prompt), Read<string>(row.Reference), Read<string>(row.Output), Read<bool>(row.Right), row.Correct, row.Note);

    /// <summary>Whether this continues a text, which has no right answer and is read as text.</summary>
    public bool IsText => Correct is null && Prompt.Concat(Output).All(token => token.EnumerateRunes().Count() == 1);

    private static IReadOnlyList<T> Read<T>(string json) => JsonSerializer.Deserialize<List<T>>(json) ?? [];
}
