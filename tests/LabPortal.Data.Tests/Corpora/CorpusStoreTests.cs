using System.Security.Cryptography;
using System.Text;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Tests.Corpora;

public sealed class CorpusStoreTests
{
    [Fact]
    public async Task Add_Text_CountsCodePointsAndSymbols()
    {
        await using var lab = await TempLab.CreateAsync();
        var text = "To bé, 🎭 or not" + new string('é', 100_000);
        var corpus = (await AddAsync(lab, text)).Corpus!;
        Assert.Equal((100_015, 10, Encoding.UTF8.GetByteCount(text)), (corpus.Characters, corpus.Symbols, corpus.Bytes));
        Assert.StartsWith("To bé, 🎭 or not", corpus.Preview);
        Assert.Equal(text, await File.ReadAllTextAsync((await lab.Get<ArtifactStore>().FetchAsync(corpus.Hash))!));
        Assert.Equal(corpus, await lab.Get<CorpusStore>().FindAsync(corpus.Hash));
    }

    [Fact]
    public async Task Add_SameTextTwice_SaysUnderWhichNameItIsThere()
    {
        await using var lab = await TempLab.CreateAsync();
        var first = (await AddAsync(lab, "same", "first.txt")).Corpus!;
        var second = await AddAsync(lab, "same", "second.txt");
        Assert.Equal(first, second.Corpus);
        Assert.True(second.WasThere);
        Assert.Contains("already, as first.txt", Assert.Single(second.Refusals).Reason);
        Assert.Equal(first, Assert.Single(await lab.Get<CorpusStore>().AllAsync()));
    }

    [Fact]
    public async Task Add_SameTextWhenItsFileIsGone_BringsTheFileBack()
    {
        await using var lab = await TempLab.CreateAsync();
        var file = (await lab.Get<ArtifactStore>().FetchAsync((await AddAsync(lab, "same")).Corpus!.Hash))!;
        File.Delete(file);
        await AddAsync(lab, "same");
        Assert.Equal("same", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Add_ByteOrderMark_IsNoCharacter()
    {
        await using var lab = await TempLab.CreateAsync();
        var corpus = (await AddAsync(lab, "\uFEFFaab")).Corpus!;
        Assert.Equal((3, 2, "aab"), (corpus.Characters, corpus.Symbols, corpus.Preview));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("EFBBBF", "is empty")]
    [InlineData("61C328", "is not UTF-8 text, byte 1 ")]
    [InlineData("6161E282", "is not UTF-8 text, byte 2 ")]
    public async Task Add_NotAText_IsRefusedAndNothingKept(string hex, string reason)
    {
        await using var lab = await TempLab.CreateAsync();
        var added = await AddAsync(lab, Convert.FromHexString(hex));
        Assert.Null(added.Corpus);
        Assert.Equal("text", Assert.Single(added.Refusals).Field);
        Assert.Contains($"text.txt {reason}", added.Refusals[0].Reason);
        await AssertNothingAsync(lab);
    }

    [Fact]
    public async Task Add_OverTheLimit_IsRefusedAndNothingKept()
    {
        await using var lab = await TempLab.CreateAsync();
        var added = await lab.Get<CorpusStore>().AddAsync(new MemoryStream(new byte[101]), Named("text.txt"), limit: 100);
        Assert.Contains("limit of 100 bytes", Assert.Single(added.Refusals).Reason);
        await AssertNothingAsync(lab);
    }

    [Fact]
    public async Task Add_UploadBreaksOff_LeavesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        await Assert.ThrowsAsync<IOException>(() =>
            lab.Get<CorpusStore>().AddAsync(new BreakingStream(Encoding.UTF8.GetBytes("half")), Named("text.txt"), Limit));
        await AssertNothingAsync(lab);
    }

    [Fact]
    public async Task Add_OtherHashThanGiven_IsRefusedAndNothingKept()
    {
        await using var lab = await TempLab.CreateAsync();
        var added = await lab.Get<CorpusStore>().AddAsync(new MemoryStream("text"u8.ToArray()), Named("text.txt"), Limit, new string('0', 64));
        Assert.Equal("sha256", Assert.Single(added.Refusals).Field);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData("text"u8)), added.Refusals[0].Reason);
        await AssertNothingAsync(lab);
    }

    [Fact]
    public async Task Add_HashAsGiven_IsKept()
    {
        await using var lab = await TempLab.CreateAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData("text"u8));
        var added = await lab.Get<CorpusStore>().AddAsync(new MemoryStream("text"u8.ToArray()), Named("text.txt"), Limit, hash);
        Assert.Equal((hash, "text.txt", "somebody", "a test"), (added.Corpus!.Hash, added.Corpus.Name, added.Corpus.By, added.Corpus.Source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\t\n")]
    [InlineData(null)]
    public async Task Add_NameNobodyCouldRead_IsRefused(string? name)
    {
        await using var lab = await TempLab.CreateAsync();
        var added = await lab.Get<CorpusStore>().AddAsync(new MemoryStream("text"u8.ToArray()), Named(name ?? new string('n', 201)), Limit);
        Assert.Equal("name", Assert.Single(added.Refusals).Field);
        await AssertNothingAsync(lab);
    }

    [Fact]
    public async Task Symbols_OfAText_AreCountedMostFrequentFirst()
    {
        await using var lab = await TempLab.CreateAsync();
        var hash = (await AddAsync(lab, "bééa\na🎭é")).Corpus!.Hash;
        SymbolCount[] expected = [new('é', 3), new('a', 2), new('\n', 1), new('b', 1), new(0x1F3AD, 1)];
        Assert.Equal(expected, await lab.Get<CorpusStore>().SymbolsAsync(hash));
        await using var later = TempLab.View(lab.Folder);
        Assert.Equal(expected, await later.Get<CorpusStore>().SymbolsAsync(hash));
    }

    [Fact]
    public async Task Rename_Text_ChangesItsNameOnly()
    {
        await using var lab = await TempLab.CreateAsync();
        var corpus = (await AddAsync(lab, "text")).Corpus!;
        Assert.Null(await lab.Get<CorpusStore>().RenameAsync(corpus.Hash, " Shakespeare "));
        Assert.Equal(corpus with { Name = "Shakespeare" }, await lab.Get<CorpusStore>().FindAsync(corpus.Hash));
        Assert.Contains("1 to 200", await lab.Get<CorpusStore>().RenameAsync(corpus.Hash, " "));
        Assert.Contains("not in this lab", await lab.Get<CorpusStore>().RenameAsync(new string('0', 64), "x"));
    }

    [Fact]
    public async Task Delete_TextThatNobodyUses_TakesItsFileToo()
    {
        await using var lab = await TempLab.CreateAsync();
        var hash = (await AddAsync(lab, "text")).Corpus!.Hash;
        Assert.True((await lab.Get<CorpusStore>().DeleteAsync(hash)).IsGone);
        await AssertNothingAsync(lab);
        Assert.Equal(new CorpusDeleted(false, []), await lab.Get<CorpusStore>().DeleteAsync(hash) with { UsedBy = [] });
    }

    [Fact]
    public async Task OpenRead_TextDeletedMeanwhile_BringsItBack()
    {
        await using var lab = await TempLab.CreateAsync();
        var corpus = (await AddAsync(lab, "text")).Corpus!;
        await using var content = (await lab.Get<ArtifactStore>().OpenAsync(corpus.Hash))!;
        Assert.True((await lab.Get<CorpusStore>().DeleteAsync(corpus.Hash)).IsGone);
        Assert.Null(await lab.Get<ArtifactStore>().OpenAsync(corpus.Hash));
        var back = await lab.Get<CorpusStore>().AddAsync(content, Named(corpus.Name), corpus.Bytes, corpus.Hash);
        Assert.Equal((corpus.Hash, corpus.Name, corpus.Characters), (back.Corpus!.Hash, back.Corpus.Name, back.Corpus.Characters));
    }

    [Fact]
    public async Task Delete_TextOfAnExperiment_IsRefusedAndNamesIt()
    {
        await using var lab = await TempLab.CreateAsync();
        var corpus = (await AddAsync(lab, "text")).Corpus!;
        await using (var db = lab.Db())
        {
            var experiment = new Experiment("On text", "", 1, "{}", "0", DateTime.UtcNow, "somebody");
            db.Add(experiment);
            db.Add(new Arm(experiment, 0, "one", """{"task":{"options":{"corpus":"HASH"}}}""".Replace("HASH", corpus.Hash), "0", 1, "cpu"));
            db.Add(new Arm(experiment, 1, "other", "{}", "0", 1, "cpu"));
            await db.SaveChangesAsync();
        }

        var deleted = await lab.Get<CorpusStore>().DeleteAsync(corpus.Hash);
        Assert.False(deleted.IsGone);
        Assert.Equal("On text", Assert.Single(deleted.UsedBy).Name);
        Assert.Equal(corpus, await lab.Get<CorpusStore>().FindAsync(corpus.Hash));
        Assert.True(await lab.Get<ArtifactStore>().VerifyAsync(corpus.Hash));
    }

    private const long Limit = 1 << 20;

    private static NewCorpus Named(string name) => new(name, "somebody", "a test");

    private static Task<CorpusAdded> AddAsync(TempLab lab, string text, string name = "text.txt") => AddAsync(lab, Encoding.UTF8.GetBytes(text), name);

    private static Task<CorpusAdded> AddAsync(TempLab lab, byte[] content, string name = "text.txt") =>
        lab.Get<CorpusStore>().AddAsync(new MemoryStream(content), Named(name), Limit);

    private static async Task AssertNothingAsync(TempLab lab)
    {
        var folder = Directory.CreateDirectory(Path.Combine(lab.Folder, "artifacts")).FullName;
        Assert.DoesNotContain(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file => !file.EndsWith(".lock", StringComparison.Ordinal));
        Assert.Empty(await lab.Get<CorpusStore>().AllAsync());
        Assert.False(await lab.Db().Artifacts.AnyAsync());
    }
}
