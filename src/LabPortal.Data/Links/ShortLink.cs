namespace LabPortal.Data.Links;

/// <summary>A few letters that stand for a long address of this portal.</summary>
/// <param name="Url">An address of this portal: a path with its query.</param>
public sealed record ShortLink(string Key, string Url, DateTime CreatedAt, string CreatedBy);
