using System.Diagnostics;
using LabPortal.Worker.Processes;

namespace LabPortal.Worker.Nodes;

/// <summary>
/// The child that trains one attempt. It is started before there is one, so that the time to load its libraries is not the
/// user's: it waits for the attempt's id on standard input, and stops in good order when that closes.
/// </summary>
internal sealed class AttemptProcess : IDisposable
{
    private const int LinesKept = 20;
    private readonly Queue<string> _lastWords = new();
    private readonly Process _process;

    private AttemptProcess(Process process) => _process = process;

    /// <param name="device">The number of the only GPU that it is to see; null leaves it what the node sees.</param>
    public static AttemptProcess Start(NodeOptions options, int? device = null)
    {
        var start = OwnProgram.Arguments("attempt", "--data", options.DataFolder, "--threads", $"{options.Threads}");
        if (device is { } number) start.Environment[Gpus.Variable] = Gpus.Visible(number);
        var child = new AttemptProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string LastWords
    {
        get
        {
            lock (_lastWords) return string.Join('\n', _lastWords);
        }
    }

    public void Train(Guid attempt)
    {
        try
        {
            _process.StandardInput.WriteLine(attempt);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It died meanwhile: its exit is what the supervisor sees next.
        }
    }

    public void Stop() => _process.StandardInput.Close();

    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <returns>Whether the child ended within the time.</returns>
    public async Task<bool> WaitAsync(TimeSpan patience)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_lastWords)
        {
            if (_lastWords.Count == LinesKept) _lastWords.Dequeue();
            _lastWords.Enqueue(line);
        }
    }
}
