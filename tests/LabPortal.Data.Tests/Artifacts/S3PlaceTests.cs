using LabPortal.Data.Artifacts;
using LabPortal.Data.Settings;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Artifacts;

public sealed class S3PlaceTests
{
    [Fact]
    public async Task Fetch_OtherMachine_DownloadsOnceAndKeepsACopy()
    {
        await using var server = await S3Server.StartAsync();
        await using var lab = await LabAsync(server);
        var kept = await lab.Get<ArtifactStore>().PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        await using var other = OtherMachine(lab);

        var file = await other.Store.FetchAsync(kept.Hash);
        Assert.StartsWith(other.Folder, file);
        Assert.Equal("weights", await File.ReadAllTextAsync(file!));
        File.Delete(server.FileOf(kept.Hash));
        Assert.Equal(file, await other.Store.FetchAsync(kept.Hash));
        await using var opened = await other.Store.OpenAsync(kept.Hash);
        Assert.Equal(7, opened!.Length);
    }

    [Fact]
    public async Task Fetch_CopyIsDamaged_IsDownloadedAnew()
    {
        await using var server = await S3Server.StartAsync();
        await using var lab = await LabAsync(server);
        var kept = await lab.Get<ArtifactStore>().PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        var file = (await lab.Get<ArtifactStore>().FetchAsync(kept.Hash))!;
        await File.WriteAllTextAsync(file, "WEIGHTS");
        Assert.Equal("weights", await File.ReadAllTextAsync((await lab.Get<ArtifactStore>().FetchAsync(kept.Hash))!));
    }

    [Fact]
    public async Task Fetch_ObjectIsDamaged_IsNothingUntilItIsPutAgain()
    {
        await using var server = await S3Server.StartAsync();
        await using var lab = await LabAsync(server);
        var kept = await lab.Get<ArtifactStore>().PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        await File.WriteAllTextAsync(server.FileOf(kept.Hash), "WEIGHTS");
        await using var other = OtherMachine(lab);
        Assert.Null(await other.Store.FetchAsync(kept.Hash));

        await lab.Get<ArtifactStore>().PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        Assert.NotNull(await other.Store.FetchAsync(kept.Hash));
    }

    [Fact]
    public async Task Put_MoreThanAPart_GoesInPartsAndComesBackWhole()
    {
        await using var server = await S3Server.StartAsync();
        await using var lab = await LabAsync(server);
        var content = new byte[35 << 20];
        new Random(1).NextBytes(content);
        var kept = await lab.Get<ArtifactStore>().PutAsync(new MemoryStream(content), "checkpoint");
        await using var other = OtherMachine(lab);
        Assert.Equal(content, await File.ReadAllBytesAsync((await other.Store.FetchAsync(kept.Hash))!));
    }

    [Fact]
    public async Task Drop_Artifact_LeavesNeitherObjectNorCopy()
    {
        await using var server = await S3Server.StartAsync();
        await using var lab = await LabAsync(server);
        var store = lab.Get<ArtifactStore>();
        var (kept, stays) = (await store.PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint"), await store.PutAsync(new MemoryStream("others"u8.ToArray()), "checkpoint"));
        await using (var db = lab.Db())
        await using (var transaction = await db.BeginWriteAsync())
        {
            Assert.Equal(7, await store.DropAsync(db, kept.Hash, default));
            await transaction.CommitAsync();
        }

        Assert.Null(await store.FetchAsync(kept.Hash));
        Assert.False(File.Exists(server.FileOf(kept.Hash)));
        Assert.True(File.Exists(server.FileOf(stays.Hash)));
    }

    [Fact]
    public async Task Open_BucketHasArtifacts_IsUsed()
    {
        await using var server = await S3Server.StartAsync();
        await using var lab = await LabAsync(server);
        await lab.Get<ArtifactStore>().PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        await lab.Get<ArtifactStore>().PutAsync(new MemoryStream("others"u8.ToArray()), "checkpoint");
        await lab.Get<LabDatabase>().OpenAsync();
        await lab.Get<LabDatabase>().MigrateAsync();
    }

    [Fact]
    public async Task Check_NoSuchBucketOrServer_SaysSoInOneLine()
    {
        await using var server = await S3Server.StartAsync();
        await using var lab = await TempLab.CreateAsync();
        var place = lab.Get<ArtifactStore>().At($"s3://no-such-bucket/x?endpoint={server.Endpoint}");
        var refused = await Assert.ThrowsAsync<LabDataException>(() => place.CheckAsync(default));
        Assert.Contains("bucket", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("s3://", "names no bucket")]
    [InlineData("s3://Bucket/x", "names no bucket")]
    [InlineData("s3://lab-test/x?endpoint=nowhere", "is not an address")]
    [InlineData("s3://lab-test/x?key=1", "\"key\"")]
    [InlineData("artifacts", "neither a full path")]
    public async Task Place_CannotBeRead_SaysWhatWouldBeRight(string place, string problem)
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.Get<SettingStore>().WriteAsync(ArtifactSettings.Key, new ArtifactSettings(place));
        var refused = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().OpenAsync());
        Assert.Contains(problem, refused.Message);
    }

    private static async Task<TempLab> LabAsync(S3Server server)
    {
        var lab = await TempLab.CreateAsync();
        await lab.Get<SettingStore>().WriteAsync(ArtifactSettings.Key, new ArtifactSettings(server.Place));
        return lab;
    }

    private static Machine OtherMachine(TempLab lab) => new(lab.Contexts);

    /// <summary>The same lab seen from a machine with an empty cache.</summary>
    private sealed class Machine(IDbContextFactory<LabDbContext> contexts) : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("labportal-machine-");
        private ArtifactStore? _store;

        public string Folder => _folder.FullName;

        public ArtifactStore Store => _store ??= new(new LabStorage(Folder), contexts, TimeProvider.System);

        public ValueTask DisposeAsync()
        {
            _store?.Dispose();
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
