using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LabPortal.Data;

internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    at => at.Kind == DateTimeKind.Local ? at.ToUniversalTime() : at,
    at => DateTime.SpecifyKind(at, DateTimeKind.Utc));
