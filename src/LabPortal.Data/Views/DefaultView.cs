namespace LabPortal.Data.Views;

/// <summary>The view that a person's run table opens with; there may be none.</summary>
public sealed class DefaultView
{
    private DefaultView() { }

    public DefaultView(string userId, Guid viewId) => (UserId, ViewId) = (userId, viewId);

    public string UserId { get; private set; } = "";
    public Guid ViewId { get; internal set; }
}
