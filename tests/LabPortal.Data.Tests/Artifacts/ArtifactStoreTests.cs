using System.Security.Cryptography;
using System.Text;
using LabPortal.Data.Artifacts;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Artifacts;

public sealed class ArtifactStoreTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("weights");
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    [Fact]
    public async Task Put_Twice_KeepsOneFileUnderItsHash()
    {
        await using var lab = await TempLab.CreateAsync();
        var store = lab.Get<ArtifactStore>();
        var first = await store.PutAsync(new MemoryStream(Content), "checkpoint");
        var second = await store.PutAsync(new MemoryStream(Content), "checkpoint");
        Assert.Equal((Hash, 7), (first.Hash, first.Bytes));
        Assert.Equal(first, second);
        Assert.Equal(Path.Combine(lab.Folder, "artifacts", Hash[..2], Hash[2..]), Assert.Single(Files(lab)));
        await using var opened = await store.OpenAsync(Hash);
        Assert.Equal("weights", await new StreamReader(opened!).ReadToEndAsync());
    }

    [Fact]
    public async Task Open_TornFile_IsNotServedAndIsReplacedByTheNextPut()
    {
        await using var lab = await TempLab.CreateAsync();
        var store = lab.Get<ArtifactStore>();
        await store.PutAsync(new MemoryStream(Content), "checkpoint");
        var file = (await store.FetchAsync(Hash))!;
        await File.WriteAllTextAsync(file, "weig");
        Assert.Null(await store.OpenAsync(Hash));
        Assert.False(await store.VerifyAsync(Hash));

        await File.WriteAllTextAsync(file, "WEIGHTS");
        Assert.False(await store.VerifyAsync(Hash));

        await store.PutAsync(new MemoryStream(Content), "checkpoint");
        Assert.True(await store.VerifyAsync(Hash));
    }

    [Fact]
    public async Task Put_StreamBreaksOff_LeavesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        await Assert.ThrowsAsync<IOException>(() => lab.Get<ArtifactStore>().PutAsync(new BreakingStream(Content), "corpus"));
        await Assert.ThrowsAsync<ArtifactTooLargeException>(() => lab.Get<ArtifactStore>().PutAsync(new MemoryStream(Content), "corpus", limit: 6));
        Assert.Empty(Files(lab));
        Assert.False(await lab.Db().Artifacts.AnyAsync());
    }

    [Fact]
    public async Task Migrate_LeftoversOfKilledProcesses_AreSweptAndWhatOthersWriteIsNot()
    {
        await using var lab = await TempLab.CreateAsync();
        var incoming = Path.Combine(lab.Folder, "artifacts", "incoming");
        await using var other = TempLab.View(lab.Folder);
        using var staged = await other.Get<ArtifactStore>().StageAsync(new MemoryStream("whole"u8.ToArray()), 100, default);
        Directory.CreateDirectory(Path.Combine(incoming, "killed"));
        foreach (var left in new[] { "killed/half", "killed.lock", "of-an-older-version" })
        {
            await File.WriteAllTextAsync(Path.Combine(incoming, left), "");
            // Old enough to be nobody's also where other machines' locks may not be seen.
            File.SetLastWriteTimeUtc(Path.Combine(incoming, left), DateTime.UtcNow.AddDays(-2));
        }

        Directory.SetLastWriteTimeUtc(Path.Combine(incoming, "killed"), DateTime.UtcNow.AddDays(-2));
        await lab.Get<LabDatabase>().MigrateAsync();
        Assert.Equal([Path.GetDirectoryName(staged.Path) + ".lock", staged.Path], Directory.GetFiles(incoming, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Dispose_Store_TakesItsFolderAway()
    {
        await using var lab = await TempLab.CreateAsync();
        await using (var other = TempLab.View(lab.Folder))
            (await other.Get<ArtifactStore>().StageAsync(new MemoryStream("whole"u8.ToArray()), 100, default)).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(lab.Folder, "artifacts", "incoming")));
    }

    [Theory]
    [InlineData("../../lab.db")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public async Task Open_NotAHash_IsNothing(string name)
    {
        await using var lab = await TempLab.CreateAsync();
        Assert.Null(await lab.Get<ArtifactStore>().OpenAsync(name));
        Assert.False(await lab.Get<ArtifactStore>().VerifyAsync(name));
        Assert.Null(await lab.Get<ArtifactStore>().FetchAsync(name));
    }

    private static string[] Files(TempLab lab)
    {
        var folder = Path.Combine(lab.Folder, "artifacts");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToArray() : [];
    }
}
