using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace LabPortal.Data.Backups;

/// <summary>Reads a table of a backup row by row, with one row in memory.</summary>
internal static class RowLines
{
    public static async IAsyncEnumerable<object[]> ReadAsync(Stream content, IReadOnlyList<TableColumn> columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pipe = PipeReader.Create(content);
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var left = read.Buffer;
            while (left.PositionOf((byte)'\n') is { } end)
            {
                yield return RowText.Read(left.Slice(0, end), columns);
                left = left.Slice(left.GetPosition(1, end));
            }

            pipe.AdvanceTo(left.Start, left.End);
            if (read.IsCompleted) break;
        }

        await pipe.CompleteAsync();
    }
}
