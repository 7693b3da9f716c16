using System.Diagnostics;

namespace LabPortal.Chaos;

/// <summary>A portal or a worker as a user starts it.</summary>
internal sealed class LabProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _disposed;

    private LabProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <param name="program">Such as LabPortal.Worker.</param>
    /// <param name="log">The file that gets what it says.</param>
    public static LabProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string log)
    {
        // Its lines go straight to the file: nobody need read them, and they are there after it was killed.
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log, Find(program), .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment.Remove("LAB_DATABASE");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Ends it without a word to it, and with all below it where told so.</summary>
    public async Task KillAsync(bool withChildren)
    {
        foreach (var id in withChildren ? ProcessTree.Of(Id) : [Id]) Signal.Send(id, Signal.Kill);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) await KillAsync(withChildren: true);
        _process.Dispose();
    }

    private static string Find(string program) =>
        Path.Combine(AppContext.BaseDirectory, "..", "..", program, new DirectoryInfo(AppContext.BaseDirectory).Name, program);
}
