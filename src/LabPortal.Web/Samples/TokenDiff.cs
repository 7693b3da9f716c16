using System.Text.RegularExpressions;
using DiffPlex;

namespace LabPortal.Web.Samples;

/// <summary>What one output has that another has not: token by token, in a text word by word.</summary>
public static partial class TokenDiff
{
    private const char Cut = '\u0001';

    /// <param name="words">The tokens are a text's characters: words are compared.</param>
    public static IReadOnlyList<DiffPart> Of(IReadOnlyList<string> before, IReadOnlyList<string> now, bool words)
    {
        var glue = words ? "" : Cut.ToString();
        var found = new Differ().CreateCustomDiffs(
            string.Join(glue, before), string.Join(glue, now), ignoreWhiteSpace: false, text => words ? Words().Split(text) : text.Length == 0 ? [] : text.Split(Cut));
        var parts = new List<DiffPart>();
        var place = 0;
        foreach (var block in found.DiffBlocks)
        {
            parts.AddRange(Take(found.PiecesNew, place, block.InsertStartB - place, DiffKind.Same));
            parts.AddRange(Take(found.PiecesOld, block.DeleteStartA, block.DeleteCountA, DiffKind.Removed));
            parts.AddRange(Take(found.PiecesNew, block.InsertStartB, block.InsertCountB, DiffKind.Added));
            place = block.InsertStartB + block.InsertCountB;
        }
        parts.AddRange(Take(found.PiecesNew, place, found.PiecesNew.Length - place, DiffKind.Same));
        return parts;
    }

    private static IEnumerable<DiffPart> Take(string[] pieces, int start, int count, DiffKind kind) => pieces.Skip(start).Take(count).Where(piece => piece.Length > 0).Select(piece => new DiffPart(kind, piece));

    [GeneratedRegex(@"(?<=\s)|(?=\s)")]
    private static partial Regex Words();
}
