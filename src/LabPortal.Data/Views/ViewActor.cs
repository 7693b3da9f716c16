namespace LabPortal.Data.Views;

/// <summary>Whoever changes a view. What is shared belongs to its owner, and administrators may change it too.</summary>
public sealed record ViewActor(string UserId, bool IsAdministrator);
