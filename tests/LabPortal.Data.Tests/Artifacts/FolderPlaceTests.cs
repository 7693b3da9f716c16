using LabPortal.Data.Artifacts;
using LabPortal.Data.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Artifacts;

public sealed class FolderPlaceTests
{
    [Fact]
    public async Task Put_SharedFolder_IsFoundByEveryMachineAndNotInTheDataFolder()
    {
        await using var lab = await TempLab.CreateAsync();
        var shared = Directory.CreateDirectory(Path.Combine(lab.Folder, "shared")).FullName;
        await lab.Get<SettingStore>().WriteAsync(ArtifactSettings.Key, new ArtifactSettings(shared));
        var kept = await lab.Get<ArtifactStore>().PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        await using var other = TempLab.View(lab.Folder);
        var file = await other.Get<ArtifactStore>().FetchAsync(kept.Hash);
        Assert.Equal(Path.Combine(shared, kept.Hash[..2], kept.Hash[2..]), file);
    }

    [Fact]
    public async Task Open_SharedFolderIsNotMounted_SaysSo()
    {
        await using var lab = await TempLab.CreateAsync();
        await lab.Get<SettingStore>().WriteAsync(ArtifactSettings.Key, new ArtifactSettings("/mnt/no-such-folder"));
        var refused = await Assert.ThrowsAsync<LabDataException>(() => lab.Get<LabDatabase>().OpenAsync());
        Assert.Contains("/mnt/no-such-folder", refused.Message);
        Assert.Contains("mount it", refused.Message);
    }

    [Fact]
    public async Task Drop_WhileTheArtifactsAreHeld_LeavesTheFile()
    {
        await using var lab = await TempLab.CreateAsync();
        var store = lab.Get<ArtifactStore>();
        var kept = await store.PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        await ArtifactHold.TakeAsync(lab.Contexts, TimeProvider.System, default);
        await using var db = lab.Db();
        await using (var transaction = await db.BeginWriteAsync())
        {
            Assert.Equal(0, await store.DropAsync(db, kept.Hash, default));
            await transaction.CommitAsync();
        }

        Assert.Null(await store.FindAsync(kept.Hash));
        Assert.NotNull(await store.FetchAsync(kept.Hash));
        await ArtifactHold.EndAsync(lab.Contexts, store, default);
        Assert.Null(await store.FetchAsync(kept.Hash));
    }

    [Fact]
    public async Task EndHold_DroppedContentIsThereAgain_StaysThere()
    {
        await using var lab = await TempLab.CreateAsync();
        var store = lab.Get<ArtifactStore>();
        var corpora = lab.Get<Data.Corpora.CorpusStore>();
        var corpus = (await corpora.AddAsync(new MemoryStream("text"u8.ToArray()), new("a", "me", ""), 100)).Corpus!;
        await ArtifactHold.TakeAsync(lab.Contexts, TimeProvider.System, default);
        await corpora.DeleteAsync(corpus.Hash);
        await corpora.AddAsync(new MemoryStream("text"u8.ToArray()), new("a", "me", ""), 100);
        await ArtifactHold.EndAsync(lab.Contexts, store, default);
        Assert.NotNull(await store.FetchAsync(corpus.Hash));
    }

    [Fact]
    public async Task Migrate_HolderWasKilled_DropsWhatItHeld()
    {
        var time = new FakeTime();
        await using var lab = await TempLab.CreateAsync(services => services.AddSingleton<TimeProvider>(time));
        var store = lab.Get<ArtifactStore>();
        var kept = await store.PutAsync(new MemoryStream("weights"u8.ToArray()), "checkpoint");
        await ArtifactHold.TakeAsync(lab.Contexts, time, default);
        await using (var db = lab.Db())
        await using (var transaction = await db.BeginWriteAsync())
        {
            await store.DropAsync(db, kept.Hash, default);
            await transaction.CommitAsync();
        }

        await lab.Get<LabDatabase>().MigrateAsync();
        Assert.NotNull(await store.FetchAsync(kept.Hash));
        time.Advance(ArtifactHold.Length);
        await lab.Get<LabDatabase>().MigrateAsync();
        Assert.Null(await store.FetchAsync(kept.Hash));
    }
}
