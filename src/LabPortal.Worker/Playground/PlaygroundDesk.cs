using System.Text.Json;
using LabPortal.Data;
using LabPortal.Data.Playground;
using LabPortal.Training.Playground;
using LabPortal.Training.Specs;
using LabPortal.Worker.Nodes;
using LabPortal.Worker.Processes;
using Microsoft.Extensions.Logging;

namespace LabPortal.Worker.Playground;

/// <summary>
/// Has the playground's questions answered by one child, which is started by the first and ends when none comes for a while. It takes
/// no slot: training has the machine first.
/// </summary>
internal sealed partial class PlaygroundDesk(NodeOptions options, PlaygroundStore store, IChangeSignal signal, TimeProvider time, ILogger<PlaygroundDesk> log)
{
    // How long a question may lie there unseen.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // A second or two on a machine that is free; one that trains on every core takes its time.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private PlaygroundProcess? _child;
    private long _usedAt;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            var questions = signal.Listen(Changes.Questions);
            while (true)
            {
                await LookAsync(stop);
                await questions.WaitAsync(Pace, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node goes, and what was asked is told so by its portal.
        }
        finally
        {
            _child?.Dispose();
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            while (await store.TakeAsync(options.Name, stop) is { } question)
                await AnswerAsync(question, stop);
            if (_child is null || time.GetElapsedTime(_usedAt) < options.PlaygroundIdle) return;
            Drop();
            await store.SweepAsync(stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A background callback: a locked or full disk must not end the node.
            LogFailed(error.Message);
        }
    }

    private async Task AnswerAsync(Guid question, CancellationToken stop)
    {
        if (_child is { HasExited: true }) Drop();
        var limit = _child is null ? StartLimit + Limit : Limit;
        _child ??= PlaygroundProcess.Start(options);
        var answered = await _child.AskAsync(question, limit, stop);
        _usedAt = time.GetTimestamp();
        if (answered) return;
        var problem = Problem(_child, limit);
        Drop();
        LogDied(problem);
        await store.AnswerAsync(question, JsonSerializer.Serialize(PlayResult.Refused(new SpecError("", problem)), JsonSerializerOptions.Web), stop);
    }

    private static string Problem(PlaygroundProcess child, TimeSpan limit) =>
        !child.HasExited ? $"The answer took longer than {limit.TotalSeconds:0} seconds and was given up. Ask for fewer tokens, or wait until less is trained."
        : Deaths.WasKilled(child.ExitCode) ? "The playground's process was killed, by the system if memory ran out. Ask again; choose a smaller model if it happens again."
        : $"The playground's process ended with code {child.ExitCode}. Ask again. Its last words: {child.LastWords ?? "none."}";

    private void Drop()
    {
        _child?.Dispose();
        _child = null;
    }

    [LoggerMessage(LogLevel.Warning, "playground: {Problem}")]
    private partial void LogDied(string problem);

    [LoggerMessage(LogLevel.Error, "playground: questions could not be read, tried again soon: {Message}")]
    private partial void LogFailed(string message);
}
