using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LabPortal.Data.Tests.Artifacts;

/// <summary>A server that speaks S3 and checks signatures, with one bucket, on a port of its own.</summary>
internal sealed partial class S3Server : IAsyncDisposable
{
    private const string Bucket = "lab-test";
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private S3Server(Process process, DirectoryInfo folder, string endpoint) => (_process, _folder, Endpoint) = (process, folder, endpoint);

    public string Endpoint { get; }

    /// <summary>An artifacts' place on this server.</summary>
    public string Place => $"s3://{Bucket}/artifacts?endpoint={Endpoint}";

    /// <summary>What the server keeps of an object's content, to be damaged.</summary>
    public string FileOf(string hash) => Path.Combine(_folder.FullName, Bucket, "artifacts", hash + "._S3rver_object");

    public static async Task<S3Server> StartAsync()
    {
        // The only credentials that it knows; the lab takes them from the environment as everybody does.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "S3RVER");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "S3RVER");
        var folder = Directory.CreateTempSubdirectory("labportal-s3-");
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Program(), "--directory", folder.FullName, "--address", "127.0.0.1", "--port", "0", "--no-vhost-buckets", "--configure-bucket", Bucket })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
            if (Listening().Match(line) is { Success: true } found)
            {
                _ = process.StandardOutput.ReadToEndAsync(); // or it fills up
                return new(process, folder, $"http://127.0.0.1:{found.Groups[1].Value}");
            }

        throw new InvalidOperationException($"s3rver did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LabPortal.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "LabPortal.Data.Tests", "node_modules", "s3rver", "bin", "s3rver.js");
    }

    [GeneratedRegex(@"listening on .*:(\d+)")]
    private static partial Regex Listening();
}
