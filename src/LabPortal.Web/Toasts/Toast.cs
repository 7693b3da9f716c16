namespace LabPortal.Web.Toasts;

/// <summary>One short message.</summary>
/// <param name="Url">Where its text leads; null for nowhere.</param>
/// <param name="Undo">Takes back what the message tells; null where it cannot be.</param>
/// <param name="Kept">What only the undo needs; let go of with the message.</param>
public sealed record Toast(string Text, ToastKind Kind, string? Url = null, Func<Task>? Undo = null, IAsyncDisposable? Kept = null);
