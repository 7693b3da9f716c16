namespace LabPortal.Worker.Tests.Commands;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("polish", "run, study, node")]
    [InlineData("run", "SPEC")]
    [InlineData("run nowhere.json", "nowhere.json")]
    [InlineData("run nowhere.json --steps 3", "--steps")]
    [InlineData("run nowhere.json --weights gone.safetensors", "gone.safetensors")]
    [InlineData("study polish", "pitfalls")]
    [InlineData("study pitfalls --budget endless", "quick, paper")]
    [InlineData("study pitfalls --seeds one", "seeds[0]")]
    [InlineData("study more-tokens-text", "give its file with --corpus")]
    [InlineData("node", "--data")]
    [InlineData("node --data . --slots cpu=none", "cpu=N")]
    public async Task WrongArguments_AreAnsweredWithWhatWouldBeRight(string arguments, string said)
    {
        var (code, output, errors) = await WorkerProgram.RunAsync(arguments.Split(' '));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(said, errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Fact]
    public async Task WrongSpec_EveryErrorIsNamedWithItsField()
    {
        using var folder = new TempFolder();
        var spec = folder.Write("wrong.json", TinySpec.Experiment(10)
            .Replace("\"degree\": 2", "\"degree\": 50")
            .Replace("\"layers\": 1", "\"layers\": 0")
            .Replace("reverse-target", "sideways"));
        var (code, output, errors) = await WorkerProgram.RunAsync("run", spec);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("task.options", errors);
        Assert.Contains("model.options.layers", errors);
        Assert.Contains("arms[1].transforms[0].name", errors);
    }

    [Fact]
    public async Task SpecThatIsNotJson_SaysSo()
    {
        using var folder = new TempFolder();
        var (code, _, errors) = await WorkerProgram.RunAsync("run", folder.Write("broken.json", "{ \"schema\": "));
        Assert.Equal(2, code);
        Assert.Contains("not JSON", errors);
    }

    [Fact]
    public async Task Node_FolderWithoutADatabase_SaysWhatToDo()
    {
        using var folder = new TempFolder();
        var (code, _, errors) = await WorkerProgram.RunAsync("node", "--data", folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("lab.db does not exist", errors);
    }
}
