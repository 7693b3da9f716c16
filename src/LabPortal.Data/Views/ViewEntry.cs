namespace LabPortal.Data.Views;

/// <summary>A saved view as one person sees it.</summary>
/// <param name="Owner">The name that its owner is shown by.</param>
/// <param name="IsDefault">Whether this person's table opens with it.</param>
public sealed record ViewEntry(Guid Id, string Name, string Query, bool IsShared, string Owner, bool IsOwn, bool MayChange, bool IsDefault);
