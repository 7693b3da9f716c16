using LabPortal.Data.Links;

namespace LabPortal.Data.Tests.Links;

public sealed class ShortLinkStoreTests
{
    [Fact]
    public async Task Link_SameAddress_HasTheSameKeyAndLeadsThere()
    {
        await using var lab = await TempLab.CreateAsync();
        var links = lab.Get<ShortLinkStore>();
        var key = await links.MakeAsync("/runs?sort=eval/accuracy", "ada");
        Assert.Equal(8, key.Length);
        Assert.Equal(key, await links.MakeAsync("/runs?sort=eval/accuracy", "grace"));
        Assert.NotEqual(key, await links.MakeAsync("/runs?sort=eval/loss", "ada"));
        Assert.Equal("/runs?sort=eval/accuracy", await links.FindAsync(key));
        Assert.Null(await links.FindAsync("00000000"));
    }

    [Fact]
    public async Task Link_KeyTakenByAnother_IsLonger()
    {
        await using var lab = await TempLab.CreateAsync();
        var links = lab.Get<ShortLinkStore>();
        var key = await links.MakeAsync("/a", "ada");
        await using (var db = lab.Db())
        {
            db.ShortLinks.RemoveRange(db.ShortLinks);
            db.ShortLinks.Add(new(key, "/b", DateTime.UtcNow, "ada"));
            await db.SaveChangesAsync();
        }

        var longer = await links.MakeAsync("/a", "ada");
        Assert.StartsWith(key, longer);
        Assert.Equal((9, "/a"), (longer.Length, await links.FindAsync(longer)));
    }
}
