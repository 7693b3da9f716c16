using System.Buffers.Binary;
using System.IO.Compression;

namespace LabPortal.Data.Metrics;

/// <summary>Packs the entries of a chunk column by column: steps and times as differences in variable-length integers, values
/// with their bytes sorted by significance (neighbours share sign and exponent). A full chunk is then compressed; an
/// open one is not, since it is rewritten with every batch.</summary>
internal static class ChunkCodec
{
    private const byte Plain = 1, Compressed = 2;

    public static byte[] Pack(ReadOnlySpan<MetricBucket> entries, int level, bool full)
    {
        var bytes = new MemoryStream(entries.Length * 16 + 16);
        bytes.WriteByte(full ? Compressed : Plain);
        if (!full)
        {
            WriteColumns(bytes, entries, level);
            return bytes.ToArray();
        }

        using (var brotli = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) WriteColumns(brotli, entries, level);
        return bytes.ToArray();
    }

    public static MetricBucket[] Unpack(byte[] data, int level)
    {
        var columns = data.AsSpan(1).ToArray();
        if (data[0] == Compressed)
        {
            var plain = new MemoryStream(columns.Length * 2);
            using var brotli = new BrotliStream(new MemoryStream(columns), CompressionMode.Decompress);
            brotli.CopyTo(plain);
            columns = plain.ToArray();
        }
        else if (data[0] != Plain) throw new InvalidDataException($"A metric chunk has the unknown format {data[0]}.");
        return ReadColumns(columns, level);
    }

    private static void WriteColumns(Stream to, ReadOnlySpan<MetricBucket> entries, int level)
    {
        var block = new MemoryStream(entries.Length * 12);
        WriteVarint(block, entries.Length);
        WriteDeltas(block, entries, static e => e.FromStep);
        WriteDeltas(block, entries, static e => e.At.Ticks / TimeSpan.TicksPerMillisecond);
        WriteDoubles(block, entries, static e => e.First);
        if (level > 0)
        {
            WriteDeltas(block, entries, static e => e.ToStep - e.FromStep);
            WriteDeltas(block, entries, static e => e.NaNs);
            WriteDoubles(block, entries, static e => e.Last);
            WriteDoubles(block, entries, static e => e.Min);
            WriteDoubles(block, entries, static e => e.Max);
        }

        block.WriteTo(to);
    }

    private static MetricBucket[] ReadColumns(byte[] columns, int level)
    {
        var at = 0;
        var entries = new MetricBucket[ReadVarint(columns, ref at)];
        var steps = ReadDeltas(columns, ref at, entries.Length);
        var times = ReadDeltas(columns, ref at, entries.Length);
        var first = ReadDoubles(columns, ref at, entries.Length);
        if (level == 0)
        {
            for (var i = 0; i < entries.Length; i++) entries[i] = MetricBucket.Of(steps[i], first[i], Time(times[i]));
            return entries;
        }

        var spans = ReadDeltas(columns, ref at, entries.Length);
        var nans = ReadDeltas(columns, ref at, entries.Length);
        var last = ReadDoubles(columns, ref at, entries.Length);
        var min = ReadDoubles(columns, ref at, entries.Length);
        var max = ReadDoubles(columns, ref at, entries.Length);
        var points = MetricPyramid.PointsPerEntry(level);
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new(steps[i], steps[i] + spans[i], points, nans[i], first[i], last[i], min[i], max[i], Time(times[i]));
        return entries;
    }

    private static DateTime Time(long milliseconds) => new(milliseconds * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    private static void WriteDeltas(MemoryStream to, ReadOnlySpan<MetricBucket> entries, Func<MetricBucket, long> column)
    {
        var last = 0L;
        foreach (ref readonly var entry in entries)
        {
            var value = column(entry);
            WriteVarint(to, value - last);
            last = value;
        }
    }

    private static long[] ReadDeltas(byte[] from, ref int at, int count)
    {
        var values = new long[count];
        var last = 0L;
        for (var i = 0; i < count; i++) values[i] = last += ReadVarint(from, ref at);
        return values;
    }

    private static void WriteDoubles(MemoryStream to, ReadOnlySpan<MetricBucket> entries, Func<MetricBucket, double> column)
    {
        Span<byte> bytes = stackalloc byte[8];
        var planes = new byte[entries.Length * 8];
        for (var i = 0; i < entries.Length; i++)
        {
            BinaryPrimitives.WriteDoubleBigEndian(bytes, column(entries[i]));
            for (var plane = 0; plane < 8; plane++) planes[plane * entries.Length + i] = bytes[plane];
        }

        to.Write(planes);
    }

    private static double[] ReadDoubles(byte[] from, ref int at, int count)
    {
        Span<byte> bytes = stackalloc byte[8];
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            for (var plane = 0; plane < 8; plane++) bytes[plane] = from[at + plane * count + i];
            values[i] = BinaryPrimitives.ReadDoubleBigEndian(bytes);
        }

        at += count * 8;
        return values;
    }

    // Zigzag: small negative differences stay short.
    private static void WriteVarint(MemoryStream to, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest >= 0x80; rest >>= 7) to.WriteByte((byte)(rest | 0x80));
        to.WriteByte((byte)rest);
    }

    private static long ReadVarint(byte[] from, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = from[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }
}
