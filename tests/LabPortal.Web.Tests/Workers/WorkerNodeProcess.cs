using System.Diagnostics;
using LabPortal.Data;
using LabPortal.Testing;

namespace LabPortal.Web.Tests.Workers;

/// <summary>A real worker on a portal's data folder, as <c>./lab worker</c> starts it.</summary>
internal sealed class WorkerNodeProcess : IAsyncDisposable
{
    private readonly Process process;

    private WorkerNodeProcess(Process process) => this.process = process;

    public static WorkerNodeProcess Start(string dataFolder)
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var program = Path.GetFullPath(Path.Combine(own, "..", "..", "LabPortal.Worker", Path.GetFileName(own), "LabPortal.Worker"));
        // Tethered: it goes with this process, however that ends.
        var start = new ProcessStartInfo(program, ["node", "--data", dataFolder, "--slots", "cpu=1", "--tethered"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (TestDatabase.For(dataFolder) is { } database) start.Environment[LabStorage.Variable] = database;
        var worker = new WorkerNodeProcess(Process.Start(start)!);
        worker.process.BeginOutputReadLine();
        worker.process.BeginErrorReadLine();
        return worker;
    }

    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var clock = Stopwatch.StartNew(); !await holds(); await Task.Delay(50))
            Assert.True(clock.Elapsed.TotalSeconds < 120 && !process.HasExited, "It did not come about within two minutes.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        process.Dispose();
    }
}
