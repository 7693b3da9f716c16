using System.Diagnostics;
using System.Runtime.InteropServices;
using LabPortal.Data;

namespace LabPortal.Web.Workers;

/// <summary>Keeps one local worker alive: starts it, starts it again with growing pauses when it dies, and stops it with the portal.</summary>
public sealed partial class WorkerSupervisor(PortalOptions options, LabStorage storage, LocalWorker state, TimeProvider clock, ILogger<WorkerSupervisor> log) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var file = WorkerFile.Find(options);
        if (file is null)
        {
            state.Failed("The worker's program was not found. Build it, or give its path with --worker FILE.");
            log.LogError("{Problem}", state.Problem);
            return;
        }
        var pause = TimeSpan.FromSeconds(1);
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = clock.GetUtcNow();
            var code = await RunOnceAsync(file, stoppingToken);
            if (stoppingToken.IsCancellationRequested)
                return;
            pause = clock.GetUtcNow() - began > Healthy ? TimeSpan.FromSeconds(1) : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            state.Failed($"The local worker ended with code {code}. It is started again in {pause.TotalSeconds:0} s; the portal's log has its last words.");
            log.LogWarning("{Problem}", state.Problem);
            try { await Task.Delay(pause, clock, stoppingToken); }
            catch (OperationCanceledException) { return; }
        }
    }

    private async Task<int> RunOnceAsync(string file, CancellationToken stop)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in new[] { "node", "--data", storage.Folder, "--tethered" })
            start.ArgumentList.Add(argument);
        if (storage.Database is { } database) start.Environment[LabStorage.Variable] = database;
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Tell(LogLevel.Information, line.Data);
        process.ErrorDataReceived += (_, line) => Tell(LogLevel.Warning, line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Tell(LogLevel.Error, $"{file} did not start: {error.Message}");
            return -1;
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        state.Started(process.Id);
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process);
        }
        return process.ExitCode;
    }

    // The worker ends its runs in good order on SIGTERM; it is killed only when it does not.
    private static async Task StopAsync(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            _ = Terminate(process.Id, 15);
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private void Tell(LogLevel level, string? line)
    {
        if (line is ['{', ..] && LabLog.IsJson)
            Console.WriteLine(line); // an entry of its own already
        else if (!string.IsNullOrWhiteSpace(line))
            log.Log(level, "worker: {Line}", line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Terminate(int process, int signal);
}
