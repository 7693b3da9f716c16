using System.Diagnostics;
using LabPortal.Data;

namespace LabPortal.Worker.Tests;

/// <summary>The worker as a user starts it: a process with arguments, output and an exit code.</summary>
internal sealed class WorkerProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private WorkerProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public static WorkerProgram Start(params string[] arguments) => StartOn(null, arguments);

    /// <param name="database">What its environment says where the lab's database is.</param>
    public static WorkerProgram StartOn(string? database, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "LabPortal.Worker"))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (database is not null) start.Environment[LabStorage.Variable] = database;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new WorkerProgram(Process.Start(start)!);
    }

    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var program = Start(arguments);
        var output = await program.Output.ReadToEndAsync();
        return (await program.WaitAsync(), output, await program._errors);
    }

    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return _process.ExitCode;
    }

    public void Send(Signal signal) => Signal.Send(_process.Id, signal);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
