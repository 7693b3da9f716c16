namespace LabPortal.Web.Shell;

/// <summary>Something that the search leads to.</summary>
public sealed record Hit(string Url, string Icon, string Title, string What);
