namespace LabPortal.Worker.Nodes;

/// <summary>Keeps one started child in reserve, so that a run does not wait for a process to start.</summary>
internal sealed class SpareProcess(NodeOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private AttemptProcess? _spare;

    /// <summary>Starts the child in reserve, unless there is one.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            if (_spare is { HasExited: false }) return;
            _spare?.Dispose();
            _spare = AttemptProcess.Start(options);
        }
    }

    /// <param name="device">The number of the GPU to train on: the child in reserve sees them all, and cannot be told any more.</param>
    public AttemptProcess Take(int? device = null)
    {
        if (device is not null) return AttemptProcess.Start(options, device);
        lock (_gate)
        {
            var taken = _spare is { HasExited: false } ready ? ready : AttemptProcess.Start(options);
            if (taken != _spare) _spare?.Dispose();
            _spare = null;
            return taken;
        }
    }

    public void Dispose()
    {
        lock (_gate) _spare?.Dispose();
    }
}
