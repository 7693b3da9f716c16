using System.Reflection;

namespace LabPortal.Worker;

/// <summary>Which build this is.</summary>
internal static class Build
{
    private static readonly string[] Parts =
        (typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+');

    public static string Version => Parts[0];

    /// <summary>The commit it was built from; null where there was no repository.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1] : null;
}
