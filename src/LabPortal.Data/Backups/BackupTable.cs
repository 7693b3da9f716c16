using System.Text.Json.Serialization;

namespace LabPortal.Data.Backups;

internal sealed record BackupTable(string Name, long Rows, IReadOnlyList<TableColumn> Columns)
{
    [JsonIgnore]
    public string Entry => EntryOf(Name);

    public static string EntryOf(string table) => $"tables/{table}.jsonl";
}
