using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LabPortal.Worker.Tests.Chaos;

/// <summary>A few of the faults that <c>./lab chaos</c> injects by the hundred.</summary>
public sealed class ChaosSmokeTests
{
    [Fact]
    public async Task Chaos_AFewKills_BreakNothing()
    {
        var (code, output, errors) = await RunAsync("--database", "sqlite", "--only", "kill-child", "--rounds", "4", "--seed", "1", "--json");
        var figures = JsonNode.Parse(output)!["figures"]!.AsArray().ToDictionary(figure => (string)figure!["name"]!, figure => (int)figure!["value"]!);
        Assert.True(code == 0, errors);
        Assert.Equal(2, figures["kill-child.times"]);
        Assert.All(figures.Where(figure => !figure.Key.EndsWith(".times") && !figure.Key.EndsWith(".runs")), figure => Assert.Equal(0, figure.Value));
        Assert.True(figures["kill-child.runs"] > 0 && figures.ContainsKey("kill-child.differing-curves"));
    }

    [Fact]
    public async Task Chaos_UnknownFault_NamesThoseThereAre()
    {
        var (code, output, errors) = await RunAsync("--only", "earthquake");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("kill-child", errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "LabPortal.Chaos", new DirectoryInfo(AppContext.BaseDirectory).Name, "LabPortal.Chaos");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
