using LabPortal.Training;

namespace LabPortal.Web.Specs;

/// <summary>One part of a spec: a named variant, a list of them, or a plain options record.</summary>
public sealed record SpecSection(string Path, string Title, string Summary, IReadOnlyList<ICatalogEntry> Entries, bool IsList, Type? Options)
{
    public static SpecSection Part(string path, string title, string summary, IReadOnlyList<ICatalogEntry> entries) => new(path, title, summary, entries, false, null);

    public static SpecSection List(string path, string title, string summary, IReadOnlyList<ICatalogEntry> entries) => new(path, title, summary, entries, true, null);

    public static SpecSection Record(string path, string title, string summary, Type options) => new(path, title, summary, [], false, options);
}
