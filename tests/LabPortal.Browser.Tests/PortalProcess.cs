using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LabPortal.Browser.Tests;

/// <summary>The portal as its user starts it: the built program, an empty folder, and its own worker.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"labportal-browser-{Guid.NewGuid():N}");
    private readonly TaskCompletionSource<string> setup = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> said = [];
    private readonly Process process;

    private PortalProcess()
    {
        var start = new ProcessStartInfo(Program("LabPortal.Web")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "--data", folder, "--urls", Address })
            start.ArgumentList.Add(argument);
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The one-time link that the portal printed.</summary>
    public Task<string> SetupLink => setup.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public string Output { get { lock (said) return string.Join('\n', said); } }

    public static PortalProcess Start() => new();

    /// <summary>The repository's root, above the folder of the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    public async ValueTask DisposeAsync()
    {
        // In good order, so that the portal stops its worker and the worker its runs.
        _ = Terminate(process.Id, 15);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.Add(line);
        if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at && line.Contains("/setup?token="))
            setup.TrySetResult(line[at..].Trim());
    }

    private static string Program(string project)
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return Path.GetFullPath(Path.Combine(own, "..", "..", project, Path.GetFileName(own), project));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LabPortal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LabPortal.sln is in no folder above the tests.");
        return folder.FullName;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Terminate(int process, int signal);
}
