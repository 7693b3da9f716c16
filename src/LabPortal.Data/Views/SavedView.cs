namespace LabPortal.Data.Views;

/// <summary>A way to look at the run table that somebody keeps: a name for the query of its URL.</summary>
public sealed class SavedView
{
    public const int MaxNameLength = 60, MaxQueryLength = 8000;

    private SavedView() { }

    public SavedView(string ownerId, string name, string query, DateTime now)
    {
        Id = Guid.CreateVersion7();
        (OwnerId, Name, Query, ChangedAt) = (ownerId, name, query, now);
    }

    public Guid Id { get; private set; }
    public string OwnerId { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>The URL's query without its question mark.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Whether everybody in the lab sees it.</summary>
    public bool IsShared { get; private set; }

    public DateTime ChangedAt { get; private set; }

    internal void Look(string query, DateTime now) => (Query, ChangedAt) = (query, now);

    internal void Rename(string name, DateTime now) => (Name, ChangedAt) = (name, now);

    internal void Share(bool shared, DateTime now) => (IsShared, ChangedAt) = (shared, now);
}
