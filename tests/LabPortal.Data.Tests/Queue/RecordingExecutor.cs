using System.Threading.Channels;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests.Queue;

/// <summary>Claims a run like a worker, tells the test whose turn came, and holds the slot until the test lets go of it.</summary>
internal sealed class RecordingExecutor : IRunExecutor
{
    private readonly Channel<Guid> _turns = Channel.CreateUnbounded<Guid>();
    private Leases _leases = null!;
    private string _worker = "";

    public SemaphoreSlim LetGo { get; } = new(0);
    public bool Stopped { get; private set; }

    /// <summary>How the attempts end.</summary>
    public AttemptOutcome Outcome { get; set; } = AttemptOutcome.Completed;

    public RecordingExecutor Of(IServiceProvider lab, string worker)
    {
        (_leases, _worker) = (lab.GetRequiredService<Leases>(), worker);
        return this;
    }

    public async Task<Guid> NextAsync() => await _turns.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Whether a turn came that the test has not asked for yet.</summary>
    public bool HasTurn => _turns.Reader.TryPeek(out _);

    public async Task ExecuteAsync(Guid runId, CancellationToken stopping)
    {
        if (await _leases.ClaimAsync(runId, _worker, CancellationToken.None) is not { } lease) return;
        _turns.Writer.TryWrite(runId);
        try
        {
            await LetGo.WaitAsync(stopping);
            await _leases.EndAsync(lease, Outcome, "the test said so", CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            Stopped = true;
        }
    }
}
