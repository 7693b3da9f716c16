using System.Text;
using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
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
        Assert.Equal(text, await File.ReadAllTextAsync(lab.Get<ArtifactStore>().PathOf(corpus.Hash)));
        Assert.Equal(corpus, await lab.Get<CorpusStore>().FindAsync(corpus.Hash));
    }

    [Fact]
    public async Task Add_SameTextTwice_KeepsTheFirstName()
    {
        await using var lab = await TempLab.CreateAsync();
        var first = (await AddAsync(lab, "same", "first.txt")).Corpus!;
        Assert.Equal(first, (await AddAsync(lab, "same", "second.txt")).Corpus);
        Assert.Equal("first.txt", Assert.Single(await lab.Get<CorpusStore>().AllAsync()).Name);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("61C328", "is not UTF-8 text: byte 1 ")]
    [InlineData("6161E282", "is not UTF-8 text: byte 2 ")]
    public async Task Add_NotAText_IsRefusedAndNothingKept(string hex, string reason)
    {
        await using var lab = await TempLab.CreateAsync();
        var added = await lab.Get<CorpusStore>().AddAsync(new MemoryStream(Convert.FromHexString(hex)), "text.txt", "somebody");
        Assert.Null(added.Corpus);
        Assert.Contains($"text.txt {reason}", added.Refusal);
        await AssertNothingAsync(lab);
    }

    [Fact]
    public async Task Add_OverTheLimit_IsRefusedAndNothingKept()
    {
        await using var lab = await TempLab.CreateAsync();
        var added = await lab.Get<CorpusStore>().AddAsync(new MemoryStream(new byte[101]), "text.txt", "somebody", limit: 100);
        Assert.Contains("larger than 100 bytes", added.Refusal);
        await AssertNothingAsync(lab);
    }

    [Fact]
    public async Task Add_UploadBreaksOff_LeavesNothing()
    {
        await using var lab = await TempLab.CreateAsync();
        await Assert.ThrowsAsync<IOException>(() =>
            lab.Get<CorpusStore>().AddAsync(new BreakingStream(Encoding.UTF8.GetBytes("half")), "text.txt", "somebody"));
        await AssertNothingAsync(lab);
    }

    private static Task<CorpusAdded> AddAsync(TempLab lab, string text, string name = "text.txt") =>
        lab.Get<CorpusStore>().AddAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), name, "somebody");

    private static async Task AssertNothingAsync(TempLab lab)
    {
        Assert.Empty(Directory.GetFiles(Path.Combine(lab.Folder, "artifacts"), "*", SearchOption.AllDirectories));
        Assert.Empty(await lab.Get<CorpusStore>().AllAsync());
        Assert.False(await lab.Db().Artifacts.AnyAsync());
    }
}
