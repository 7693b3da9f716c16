using LabPortal.Data.Artifacts;

namespace LabPortal.Data.Tests.Artifacts;

public sealed class ArtifactCacheTests
{
    [Fact]
    public async Task Adopt_MoreThanTheLimit_DropsWhatWasUsedLongestAgoAndNothingUsedJustNow()
    {
        var folder = Directory.CreateTempSubdirectory("labportal-cache-");
        var time = new FakeTime();
        var cache = new ArtifactCache(Path.Combine(folder.FullName, "cache"), limit: 10, time);
        string[] hashes = [await AdoptAsync("first"), await AdoptAsync("second")];
        time.Advance(TimeSpan.FromHours(2));
        Assert.NotNull(await cache.FindAsync(hashes[0], default));
        var third = await AdoptAsync("third");
        Assert.NotNull(await cache.FindAsync(hashes[0], default));
        Assert.Null(await cache.FindAsync(hashes[1], default));
        Assert.NotNull(await cache.FindAsync(third, default));
        folder.Delete(recursive: true);

        async Task<string> AdoptAsync(string text)
        {
            var file = Path.Combine(folder.FullName, "incoming");
            await File.WriteAllTextAsync(file, text);
            var hash = await ContentHash.OfAsync(file);
            cache.Adopt(file, hash);
            return hash;
        }
    }
}
