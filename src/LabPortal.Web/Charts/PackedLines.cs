using System.Buffers.Binary;
using System.Text.Json;

namespace LabPortal.Web.Charts;

/// <summary>A chart as it travels to the browser: names and places as JSON, numbers as they are in memory (the grid in 64 bits, values
/// in 32), both as bytes, which the circuit carries without encoding them.</summary>
public sealed record PackedLines(byte[] Head, byte[] Numbers)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>What is sent, in bytes.</summary>
    public int Size => Head.Length + Numbers.Length;

    public static PackedLines Of(LineChart chart)
    {
        var columns = chart.Lines.SelectMany(line => line.Band is { } band ? new[] { line.Y, band.Low, band.High } : [line.Y]).ToList();
        var numbers = new byte[8 * chart.X.Length + 4 * columns.Sum(column => column.Length)];
        var at = 0;
        foreach (var x in chart.X)
            BinaryPrimitives.WriteDoubleLittleEndian(numbers.AsSpan(8 * at++), x);
        at = 8 * chart.X.Length;
        foreach (var value in columns.SelectMany(column => column))
        {
            BinaryPrimitives.WriteSingleLittleEndian(numbers.AsSpan(at), (float)value);
            at += 4;
        }
        return new PackedLines(JsonSerializer.SerializeToUtf8Bytes(HeadOf(chart), Web), numbers);
    }

    private static object HeadOf(LineChart chart) => new
    {
        chart.XLabel, chart.YLabel, chart.YMin, chart.YMax, chart.Range.From, chart.Range.To, chart.LogX, chart.LogY, chart.Doubles, chart.Dots, Points = chart.X.Length,
        Marks = chart.Marks.Select(mark => new { Kind = (int)mark.Kind, mark.Y, mark.Label, Hue = mark.Colour?.Variable }),
        Lines = chart.Lines.Select(line => new
        {
            line.Name, line.Label, Group = line.Group ?? line.Label, Hue = line.Colour.Variable, line.Colour.Dash, line.Colour.Marker, Role = (int)line.Role,
            line.Start, line.Y.Length, Band = line.Band is not null, line.BandIsData, line.Lost, Named = line.Seeds is not null,
        }),
    };

    public bool Equals(PackedLines? other) => other is not null && Head.AsSpan().SequenceEqual(other.Head) && Numbers.AsSpan().SequenceEqual(other.Numbers);

    public override int GetHashCode() => HashCode.Combine(Head.Length, Numbers.Length);
}
