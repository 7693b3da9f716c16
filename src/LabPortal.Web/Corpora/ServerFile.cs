namespace LabPortal.Web.Corpora;

/// <summary>A file in a folder that the administrator allowed.</summary>
public sealed record ServerFile(string Path, long Bytes, DateTime ChangedAt);
