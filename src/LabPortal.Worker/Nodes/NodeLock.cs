namespace LabPortal.Worker.Nodes;

/// <summary>
/// The claim of one node on a data folder: on SQLite only one process may start the schedule. The lock goes with the
/// process, however it ends.
/// </summary>
internal sealed class NodeLock : IDisposable
{
    // A portal that was restarted starts its worker while the one before may still be saving checkpoints.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private NodeLock(FileStream file) => _file = file;

    /// <returns>Null where another node keeps the folder.</returns>
    public static async Task<NodeLock?> TakeAsync(string dataFolder, TimeSpan patience, CancellationToken cancel)
    {
        var path = Path.Combine(dataFolder, "worker.lock");
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new NodeLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (waited < patience)
            {
                await Task.Delay(Pause, cancel);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
