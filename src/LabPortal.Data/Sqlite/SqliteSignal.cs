namespace LabPortal.Data.Sqlite;

/// <summary>A file tells nobody: who wants to know looks at every pace.</summary>
internal sealed class SqliteSignal(TimeProvider time) : IChangeSignal, IChangeListener
{
    public IChangeListener Listen(Changes of) => this;

    public Task WaitAsync(TimeSpan pace, CancellationToken cancel) => Task.Delay(pace, time, cancel);
}
