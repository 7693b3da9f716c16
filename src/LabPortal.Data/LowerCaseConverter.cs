using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LabPortal.Data;

internal sealed class LowerCaseConverter<TEnum>() : ValueConverter<TEnum, string>(
    value => value.ToString().ToLowerInvariant(),
    text => Enum.Parse<TEnum>(text, true))
    where TEnum : struct, Enum;
