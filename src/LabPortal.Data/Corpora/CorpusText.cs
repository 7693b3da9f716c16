using System.Buffers;
using System.Text;

namespace LabPortal.Data.Corpora;

/// <summary>What a text file holds, found in one pass.</summary>
/// <param name="Top">Its most frequent characters.</param>
internal sealed record CorpusText(long Characters, int Symbols, string Preview, IReadOnlyList<SymbolCount> Top)
{
    public const int TopLength = 100;

    private const int PreviewLength = 400, ByteOrderMark = 0xFEFF;

    /// <returns>The text's figures, or what follows the file's name in a sentence that says where it is not UTF-8.</returns>
    public static async Task<(CorpusText? Text, string? Refusal)> ReadAsync(string path, CancellationToken cancel)
    {
        var (tally, preview, characters, position) = (new SymbolTally(), new StringBuilder(), 0L, 0L);
        var buffer = new byte[1 << 16];
        await using var file = File.OpenRead(path);
        for (var kept = 0; ;)
        {
            var read = await file.ReadAtLeastAsync(buffer.AsMemory(kept), 1, throwOnEndOfStream: false, cancel);
            var rest = new ReadOnlyMemory<byte>(buffer, 0, kept + read);
            while (!rest.IsEmpty)
            {
                var status = Rune.DecodeFromUtf8(rest.Span, out var rune, out var length);
                if (status == OperationStatus.NeedMoreData && read > 0) break;
                if (status != OperationStatus.Done) return (null, $"is not UTF-8 text, byte {position} does not fit: save it as UTF-8 and add it again.");
                if (position > 0 || rune.Value != ByteOrderMark)
                {
                    tally.Add(rune);
                    characters++;
                    if (preview.Length < PreviewLength) preview.Append(rune.ToString());
                }

                position += length;
                rest = rest[length..];
            }

            if (read == 0) return (new(characters, tally.Distinct, preview.ToString(), tally.Top(TopLength)), null);
            rest.CopyTo(buffer);
            kept = rest.Length;
        }
    }
}
