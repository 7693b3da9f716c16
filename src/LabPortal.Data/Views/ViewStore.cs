using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Views;

/// <summary>Keeps the views of the run table: everybody's own, and those shared with the lab.</summary>
public sealed class ViewStore(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The person's own views and those that others share, by name.</summary>
    public async Task<IReadOnlyList<ViewEntry>> ListAsync(ViewActor who, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await (
            from view in db.SavedViews
            join owner in db.Users on view.OwnerId equals owner.Id
            where view.OwnerId == who.UserId || view.IsShared
            orderby view.Name, view.Id
            select new { view.Id, view.Name, view.Query, view.IsShared, Owner = owner.DisplayName, view.OwnerId }).ToListAsync(cancel);
        var opened = await db.DefaultViews.Where(d => d.UserId == who.UserId).Select(d => (Guid?)d.ViewId).SingleOrDefaultAsync(cancel);
        return [.. found.Select(v => new ViewEntry(
            v.Id, v.Name, v.Query, v.IsShared, v.Owner, v.OwnerId == who.UserId, v.OwnerId == who.UserId || who.IsAdministrator, v.Id == opened))];
    }

    /// <summary>Keeps a view under a name; the person's own view of that name then looks like this.</summary>
    public async Task<ViewRefusal?> SaveAsync(ViewActor who, string name, string query, CancellationToken cancel = default)
    {
        if (Tidy(name) is not { } tidy) return ViewRefusal.BadName;
        if (query.Length > SavedView.MaxQueryLength) return ViewRefusal.TooLong;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await db.SavedViews.SingleOrDefaultAsync(v => v.OwnerId == who.UserId && v.Name == tidy, cancel) is { } known) known.Look(query, Now);
        else db.SavedViews.Add(new(who.UserId, tidy, query, Now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Gives a view that exists another look.</summary>
    public Task<ViewRefusal?> UpdateAsync(ViewActor who, Guid id, string query, CancellationToken cancel = default) => query.Length > SavedView.MaxQueryLength
        ? Task.FromResult<ViewRefusal?>(ViewRefusal.TooLong)
        : ChangeAsync(who, id, (_, view) => Done(view, v => v.Look(query, Now)), cancel);

    public Task<ViewRefusal?> RenameAsync(ViewActor who, Guid id, string name, CancellationToken cancel = default) => ChangeAsync(who, id, async (db, view) =>
    {
        if (Tidy(name) is not { } tidy) return ViewRefusal.BadName;
        if (await db.SavedViews.AnyAsync(v => v.OwnerId == view.OwnerId && v.Name == tidy && v.Id != id, cancel)) return ViewRefusal.NameTaken;
        view.Rename(tidy, Now);
        return null;
    }, cancel);

    /// <summary>Lets everybody in the lab see a view, or only its owner again.</summary>
    public Task<ViewRefusal?> ShareAsync(ViewActor who, Guid id, bool shared, CancellationToken cancel = default) =>
        ChangeAsync(who, id, (db, view) => Done(view, v => v.Share(shared, Now)), cancel);

    public Task<ViewRefusal?> DeleteAsync(ViewActor who, Guid id, CancellationToken cancel = default) =>
        ChangeAsync(who, id, (db, view) => Done(view, v => db.SavedViews.Remove(v)), cancel);

    /// <summary>Makes a view the one that the person's table opens with; null: none.</summary>
    public async Task<ViewRefusal?> OpenWithAsync(ViewActor who, Guid? id, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (id is not null && !await db.SavedViews.AnyAsync(v => v.Id == id && (v.OwnerId == who.UserId || v.IsShared), cancel)) return ViewRefusal.Unknown;
        await db.DefaultViews.Where(d => d.UserId == who.UserId).ExecuteDeleteAsync(cancel);
        if (id is { } chosen) db.DefaultViews.Add(new(who.UserId, chosen));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    private async Task<ViewRefusal?> ChangeAsync(
        ViewActor who, Guid id, Func<LabDbContext, SavedView, Task<ViewRefusal?>> change, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var view = await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id, cancel);
        // What somebody may not see is not there for them.
        if (view is null || view.OwnerId != who.UserId && !view.IsShared) return ViewRefusal.Unknown;
        if (view.OwnerId != who.UserId && !who.IsAdministrator) return ViewRefusal.NotYours;
        if (await change(db, view) is { } refusal) return refusal;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static Task<ViewRefusal?> Done(SavedView view, Action<SavedView> change)
    {
        change(view);
        return Task.FromResult<ViewRefusal?>(null);
    }

    private static string? Tidy(string name) => name.Trim() is { Length: > 0 and <= SavedView.MaxNameLength } tidy ? tidy : null;
}
