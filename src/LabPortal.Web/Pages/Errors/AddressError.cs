using System.Text.RegularExpressions;

namespace LabPortal.Web.Pages.Errors;

/// <summary>A value in the address that its field cannot take.</summary>
public sealed partial record AddressError(string Field, string Value, string Takes)
{
    /// <summary>Null for any other failure. The router has no type of its own for this one: only its message tells.</summary>
    public static AddressError? Of(Exception error) => error is InvalidOperationException && Message().Match(error.Message) is { Success: true } found
        ? new AddressError(char.ToLowerInvariant(found.Groups["field"].Value[0]) + found.Groups["field"].Value[1..], found.Groups["value"].Value, Takable(found.Groups["type"].Value)) : null;

    private static string Takable(string type) => type.Contains("Bool", StringComparison.Ordinal) ? "true or false"
        : type.Contains("Int", StringComparison.Ordinal) ? "a whole number"
        : type.Contains("Guid", StringComparison.Ordinal) ? "an id, such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301"
        : type.Contains("Date", StringComparison.Ordinal) ? "a date, such as 2026-01-31" : "a number";

    [GeneratedRegex(@"^Cannot parse the value '(?<value>.*)' as type '(?<type>[^']*)' for '(?<field>\w+)'", RegexOptions.Singleline)]
    private static partial Regex Message();
}
