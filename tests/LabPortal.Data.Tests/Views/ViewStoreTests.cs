using LabPortal.Data.Users;
using LabPortal.Data.Views;

namespace LabPortal.Data.Tests.Views;

public sealed class ViewStoreTests
{
    private static readonly ViewActor Ada = new("ada", false), Grace = new("grace", false), Root = new("root", true);

    [Fact]
    public async Task Views_OfOnePerson_AreSeenByOthersOnlyWhenShared()
    {
        await using var lab = await CreateAsync();
        var store = lab.Get<ViewStore>();
        Assert.Null(await store.SaveAsync(Ada, " Best runs ", "sort=eval%2Faccuracy"));
        var mine = Assert.Single(await store.ListAsync(Ada));
        Assert.Equal(("Best runs", "sort=eval%2Faccuracy", true, true), (mine.Name, mine.Query, mine.IsOwn, mine.MayChange));
        Assert.Empty(await store.ListAsync(Grace));
        Assert.Equal(ViewRefusal.Unknown, await store.DeleteAsync(Grace, mine.Id));
        Assert.Equal(ViewRefusal.Unknown, await store.OpenWithAsync(Grace, mine.Id));

        Assert.Null(await store.ShareAsync(Ada, mine.Id, true));
        var theirs = Assert.Single(await store.ListAsync(Grace));
        Assert.Equal((false, false, "Ada"), (theirs.IsOwn, theirs.MayChange, theirs.Owner));
        Assert.Equal(ViewRefusal.NotYours, await store.RenameAsync(Grace, mine.Id, "Mine now"));
        Assert.Equal(ViewRefusal.NotYours, await store.UpdateAsync(Grace, mine.Id, ""));
        Assert.Null(await store.RenameAsync(Root, mine.Id, "Best of all"));
        Assert.Equal("Best of all", Assert.Single(await store.ListAsync(Ada)).Name);
    }

    [Fact]
    public async Task Save_NameThatExists_LooksAnew()
    {
        await using var lab = await CreateAsync();
        var store = lab.Get<ViewStore>();
        await store.SaveAsync(Ada, "Best", "a=1");
        await store.SaveAsync(Ada, "Best", "a=2");
        await store.SaveAsync(Grace, "Best", "a=3");
        Assert.Equal("a=2", Assert.Single(await store.ListAsync(Ada)).Query);
        await store.SaveAsync(Ada, "Other", "");
        var other = (await store.ListAsync(Ada)).Single(view => view.Name == "Other");
        Assert.Equal(ViewRefusal.NameTaken, await store.RenameAsync(Ada, other.Id, "Best"));
        Assert.Equal(ViewRefusal.BadName, await store.SaveAsync(Ada, "  ", ""));
        Assert.Equal(ViewRefusal.BadName, await store.SaveAsync(Ada, new string('x', 61), ""));
        Assert.Equal(ViewRefusal.TooLong, await store.SaveAsync(Ada, "Long", new string('x', SavedView.MaxQueryLength + 1)));
    }

    [Fact]
    public async Task Default_OfAPerson_IsOneAndGoesWithTheView()
    {
        await using var lab = await CreateAsync();
        var store = lab.Get<ViewStore>();
        await store.SaveAsync(Ada, "A", "a=1");
        await store.SaveAsync(Ada, "B", "b=1");
        var (a, b) = ((await store.ListAsync(Ada))[0], (await store.ListAsync(Ada))[1]);
        await store.OpenWithAsync(Ada, a.Id);
        await store.OpenWithAsync(Ada, b.Id);
        Assert.Equal([false, true], (await store.ListAsync(Ada)).Select(view => view.IsDefault));
        await store.DeleteAsync(Ada, b.Id);
        Assert.False(Assert.Single(await store.ListAsync(Ada)).IsDefault);
        await store.OpenWithAsync(Ada, a.Id);
        await store.OpenWithAsync(Ada, null);
        Assert.False(Assert.Single(await store.ListAsync(Ada)).IsDefault);
    }

    private static async Task<TempLab> CreateAsync()
    {
        var lab = await TempLab.CreateAsync();
        await using var db = lab.Db();
        foreach (var who in new[] { "Ada", "Grace", "Root" })
            db.Users.Add(new LabUser { Id = who.ToLowerInvariant(), UserName = who, NormalizedUserName = who, DisplayName = who });
        await db.SaveChangesAsync();
        return lab;
    }
}
