using LabPortal.Web.Corpora;
using Microsoft.Extensions.Options;

namespace LabPortal.Web.Tests.Corpora;

public sealed class CorpusFoldersTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("labportal-web-").FullName;

    public CorpusFoldersTests()
    {
        Write("texts/poem.txt", "a poem");
        Write("texts/more/prose.txt", "prose");
        Write("texts/empty.txt", "");
        Write("texts/.hidden.txt", "hidden");
        Write("texts-of-others/secret.txt", "secret");
        Directory.CreateSymbolicLink(At("linked-folder"), At("texts"));
        Directory.CreateSymbolicLink(At("texts/out"), At("texts-of-others"));
        File.CreateSymbolicLink(At("texts/out.txt"), At("texts-of-others/secret.txt"));
        File.CreateSymbolicLink(At("texts/in.txt"), "more/prose.txt");
        File.CreateSymbolicLink(At("texts/circle.txt"), At("texts/circle.txt"));
        Write("texts-of-others/other.txt", "other");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("texts/poem.txt", "a poem")]
    [InlineData("texts/more/prose.txt", "prose")]
    [InlineData("texts/more/../poem.txt", "a poem")]
    [InlineData("texts/in.txt", "prose")]
    public void Open_FileInAnAllowedFolder_IsRead(string path, string text)
    {
        var (file, problem) = Folders("texts").Open(At(path));
        Assert.Null(problem);
        using var reader = new StreamReader(file!);
        Assert.Equal(text, reader.ReadToEnd());
    }

    [Theory]
    [InlineData("texts/../texts-of-others/secret.txt")]
    [InlineData("texts/out.txt")]
    [InlineData("texts/out/secret.txt")]
    [InlineData("texts/circle.txt")]
    [InlineData("texts-of-others/secret.txt")]
    [InlineData("texts/none.txt")]
    [InlineData("texts/more")]
    [InlineData("texts")]
    [InlineData("texts/empty.txt")]
    public void Open_AnythingElse_IsRefused(string path)
    {
        var (file, problem) = Folders("texts").Open(At(path));
        Assert.Null(file);
        Assert.Contains(At(path), problem);
    }

    [Theory]
    [InlineData("poem.txt")]
    [InlineData("../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("/proc/self/environ")]
    [InlineData("\0")]
    public void Open_PathOfElsewhere_IsRefused(string path) => Assert.Null(Folders("texts").Open(path).File);

    [Fact]
    public void Open_FolderThatIsALinkItself_IsAllowed()
    {
        var (file, problem) = Folders("linked-folder").Open(At("linked-folder/poem.txt"));
        Assert.Null(problem);
        file!.Dispose();
    }

    [Fact]
    public void Open_NoFolderAllowed_SaysHowToAllowOne() => Assert.Contains("CorpusOptions:Folders", Folders().Open(At("texts/poem.txt")).Problem);

    [Fact]
    public void List_AllowedFolders_ShowsPlainFilesOnly() =>
        Assert.Equal([At("texts/empty.txt"), At("texts/more/prose.txt"), At("texts/poem.txt")], Folders("texts", "not-there").List().Select(file => file.Path));

    [Fact]
    public void Options_RelativeFolder_IsNamed()
    {
        var failure = Assert.Single(new CorpusOptions { Folders = ["/srv/texts", "texts"] }.Validate(new(this)));
        Assert.Contains("\"texts\"", failure.ErrorMessage);
    }

    private CorpusFolders Folders(params string[] allowed) => new(Options.Create(new CorpusOptions { Folders = [.. allowed.Select(At)] }));

    private string At(string path) => Path.Combine(root, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
