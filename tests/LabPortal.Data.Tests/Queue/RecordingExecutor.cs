using System.Threading.Channels;
using LabPortal.Data.Queue;

namespace LabPortal.Data.Tests.Queue;

/// <summary>Tells the test whose turn came, and holds the slot until the test lets go of it.</summary>
internal sealed class RecordingExecutor : IRunExecutor
{
    private readonly Channel<Guid> _turns = Channel.CreateUnbounded<Guid>();

    public SemaphoreSlim LetGo { get; } = new(0);
    public bool Stopped { get; private set; }

    public async Task<Guid> NextAsync() => await _turns.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task ExecuteAsync(Guid runId, CancellationToken stopping)
    {
        _turns.Writer.TryWrite(runId);
        try
        {
            await LetGo.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            Stopped = true;
        }
    }
}
