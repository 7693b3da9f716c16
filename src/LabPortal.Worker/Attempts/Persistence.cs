using LabPortal.Data;

namespace LabPortal.Worker.Attempts;

/// <summary>Makes a call again for as long as the database is away.</summary>
internal sealed class Persistence(CancellationToken stop, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">It was told to stop first.</exception>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        while (true)
            try
            {
                return await call();
            }
            catch (Exception error) when (PassingFault.Is(error))
            {
                await Console.Error.WriteLineAsync($"the database is away: {error.GetBaseException().Message}");
                await Task.Delay(Pause, time, stop);
            }
    }
}
