using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LabPortal.Worker.Tests.Chaos;

/// <summary>A few of the faults that <c>./lab chaos</c> injects by the hundred.</summary>
public sealed class ChaosSmokeTests
{
    [Fact]
    public async Task Chaos_AFewKills_BreakNothing()
    {
        var (code, output) = await RunAsync("--database", "sqlite", "--only", "kill-child", "--rounds", "4", "--seed", "1", "--json");
        var figures = JsonNode.Parse(output)!["figures"]!.AsArray().ToDictionary(figure => (string)figure!["name"]!, figure => (int)figure!["value"]!);
        Assert.Equal((0, 2), (code, figures["kill-child.times"]));
        Assert.All(figures.Where(figure => !figure.Key.EndsWith(".times") && !figure.Key.EndsWith(".runs")), figure => Assert.Equal(0, figure.Value));
        Assert.True(figures["kill-child.runs"] > 0 && figures.ContainsKey("kill-child.differing-curves"));
    }

    [Fact]
    public async Task Chaos_UnknownFault_NamesThoseThereAre()
    {
        var (code, output) = await RunAsync("--only", "earthquake");
        Assert.Equal((2, ""), (code, output));
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "LabPortal.Chaos", new DirectoryInfo(AppContext.BaseDirectory).Name, "LabPortal.Chaos");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
