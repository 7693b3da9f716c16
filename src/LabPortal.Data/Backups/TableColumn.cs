using System.Text.Json.Serialization;

namespace LabPortal.Data.Backups;

/// <param name="IsSerial">Whether the database numbers it by itself.</param>
internal sealed record TableColumn(
    string Name, [property: JsonConverter(typeof(JsonStringEnumConverter<ColumnKind>))] ColumnKind Kind, [property: JsonIgnore] bool IsSerial = false);
