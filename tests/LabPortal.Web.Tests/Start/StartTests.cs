using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LabPortal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Web.Tests.Start;

/// <summary>The real program, started with what it cannot start with.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"labportal-start-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Start_PortInUse_IsOneLineAndExit1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (code, error) = await StartAsync("--data", folder, "--urls", $"http://{taken.LocalEndpoint}");
        Assert.Equal(1, code);
        Assert.Contains("is in use by another program", Assert.Single(error));
    }

    [Fact]
    public async Task Start_FolderThatCannotBeWritten_IsOneLineAndExit1()
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");
        var (code, error) = await StartAsync("--data", Path.Combine(file, "data"));
        Assert.Equal(1, code);
        Assert.Contains("cannot be written", Assert.Single(error));
    }

    [Fact]
    public async Task Start_DatabaseOfANewerVersion_IsOneLineAndExit1()
    {
        var services = new ServiceCollection().AddLabData(folder).BuildServiceProvider();
        await using (services)
        {
            await services.GetRequiredService<LabDatabase>().MigrateAsync();
            await using var db = await services.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContextAsync();
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""");
        }
        var (code, error) = await StartAsync("--data", folder);
        Assert.Equal(1, code);
        Assert.Contains("newer version", Assert.Single(error));
    }

    [Theory]
    [InlineData("--port", "--port is not an option")]
    [InlineData("--data", "--data needs a value")]
    public async Task Start_BadArgument_IsOneLineAndExit2(string argument, string expected)
    {
        var (code, error) = await StartAsync(argument);
        Assert.Equal(2, code);
        Assert.Contains(expected, Assert.Single(error));
    }

    [Theory]
    [InlineData("CorpusOptions__Folders__0", "texts", "\"texts\", which is no full path")]
    [InlineData("CorpusOptions__LimitMiB", "0", "LimitMiB")]
    [InlineData("CorpusOptions__LimitMiB", "much", "CorpusOptions:LimitMiB")]
    public async Task Start_WrongSetting_IsOneLineAndExit1(string variable, string value, string expected)
    {
        var (code, error) = await StartAsync(["--data", folder, "--urls", "http://127.0.0.1:0"], (variable, value));
        Assert.Equal(1, code);
        Assert.Contains(expected, Assert.Single(error));
    }

    [Fact]
    public async Task Start_OnANewFolder_WarnsOfNothingAndKeepsItsKeysToItself()
    {
        var start = new ProcessStartInfo(Path.Combine(RunningPortal.Root, "LabPortal.Web"), ["--data", folder, "--urls", "http://127.0.0.1:0", "--no-worker"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.Contains("/setup?token=", StringComparison.Ordinal)) continue;
            // The first page makes the first key.
            using var browser = new HttpClient();
            await browser.GetStringAsync(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            process.Kill();
        }

        Assert.Equal(2, said.Count);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "keys")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder, "keys")));
    }

    private static Task<(int Code, string[] Error)> StartAsync(params string[] arguments) => StartAsync(arguments, null);

    private static async Task<(int Code, string[] Error)> StartAsync(string[] arguments, (string Name, string Value)? setting)
    {
        var start = new ProcessStartInfo(Path.Combine(RunningPortal.Root, "LabPortal.Web")) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments.Append("--no-worker"))
            start.ArgumentList.Add(argument);
        if (setting is { } given)
            start.Environment[given.Name] = given.Value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
