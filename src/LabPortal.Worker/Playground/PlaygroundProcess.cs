using System.Diagnostics;
using LabPortal.Worker.Nodes;
using LabPortal.Worker.Processes;

namespace LabPortal.Worker.Playground;

/// <summary>The child that answers: a question's id goes in on standard input, and comes out on standard output when the answer is written.</summary>
internal sealed class PlaygroundProcess : IDisposable
{
    private readonly Process _process;
    private volatile TaskCompletionSource? _answered;
    private volatile string? _lastWords;

    private PlaygroundProcess(Process process) => _process = process;

    public static PlaygroundProcess Start(NodeOptions options)
    {
        var start = OwnProgram.Arguments("playground", "--data", options.DataFolder, "--threads", $"{options.Threads}");
        var child = new PlaygroundProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => { if (line.Data is not null) child._answered?.TrySetResult(); };
        child._process.ErrorDataReceived += (_, line) => child._lastWords = string.IsNullOrWhiteSpace(line.Data) ? child._lastWords : line.Data;
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string? LastWords => _lastWords;

    /// <returns>Whether the child has answered; it has not where it died or where the time ran out.</returns>
    public async Task<bool> AskAsync(Guid question, TimeSpan limit, CancellationToken stop)
    {
        var answered = _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _process.StandardInput.WriteLineAsync($"{question}".AsMemory(), stop);
            await _process.StandardInput.FlushAsync(stop);
            await Task.WhenAny(answered.Task, _process.WaitForExitAsync(stop)).WaitAsync(limit, stop);
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            // It died before it was asked, or it is late.
        }

        return answered.Task.IsCompleted;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
