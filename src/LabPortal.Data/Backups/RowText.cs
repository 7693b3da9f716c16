using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace LabPortal.Data.Backups;

/// <summary>A row as one line: a JSON array with a value for each column.</summary>
internal static class RowText
{
    private const string UtcFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static void Write(Utf8JsonWriter json, DbDataReader row, IReadOnlyList<TableColumn> columns)
    {
        json.WriteStartArray();
        for (var i = 0; i < columns.Count; i++)
            if (row.IsDBNull(i)) json.WriteNullValue();
            else Write(json, row, i, columns[i].Kind);
        json.WriteEndArray();
        json.Flush();
    }

    /// <returns>A value for each column, as the drivers take it.</returns>
    public static object[] Read(in ReadOnlySequence<byte> line, IReadOnlyList<TableColumn> columns)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        var values = new object[columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            json.Read();
            values[i] = json.TokenType == JsonTokenType.Null ? DBNull.Value : Read(ref json, columns[i].Kind);
        }

        return values;
    }

    private static void Write(Utf8JsonWriter json, DbDataReader row, int i, ColumnKind kind)
    {
        switch (kind)
        {
            case ColumnKind.Integer: json.WriteNumberValue(row.GetInt64(i)); break;
            case ColumnKind.Flag: json.WriteBooleanValue(row.GetBoolean(i)); break;
            case ColumnKind.Bytes: json.WriteBase64StringValue(row.GetFieldValue<byte[]>(i)); break;
            case ColumnKind.Id: json.WriteStringValue(row.GetGuid(i)); break;
            case ColumnKind.Time: json.WriteStringValue(row.GetDateTime(i).ToString(UtcFormat, CultureInfo.InvariantCulture)); break;
            case ColumnKind.Moment: json.WriteStringValue(row.GetFieldValue<DateTimeOffset>(i).UtcDateTime.ToString(UtcFormat, CultureInfo.InvariantCulture)); break;
            case ColumnKind.Real when row.GetDouble(i) is var real && !double.IsFinite(real): json.WriteStringValue(real.ToString(CultureInfo.InvariantCulture)); break;
            case ColumnKind.Real: json.WriteNumberValue(row.GetDouble(i)); break;
            default: json.WriteStringValue(row.GetString(i)); break;
        }
    }

    private static object Read(ref Utf8JsonReader json, ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => json.GetInt64(),
        ColumnKind.Flag => json.GetBoolean(),
        ColumnKind.Bytes => json.GetBytesFromBase64(),
        ColumnKind.Id => json.GetGuid(),
        ColumnKind.Time => Utc(json.GetString()!),
        ColumnKind.Moment => new DateTimeOffset(Utc(json.GetString()!), TimeSpan.Zero),
        ColumnKind.Real when json.TokenType == JsonTokenType.String => double.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        ColumnKind.Real => json.GetDouble(),
        _ => json.GetString()!,
    };

    private static DateTime Utc(string text) =>
        DateTime.ParseExact(text, UtcFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
