using LabPortal.Data.Runs;

namespace LabPortal.Worker.Attempts;

/// <summary>
/// What one attempt could not write while the database was away, in order, on the worker's own disk: it outlives the processes. Its lock
/// tells whether the process that writes to it lives.
/// </summary>
internal sealed class Spool : IDisposable
{
    /// <summary>How much of the disk one attempt may take, waiting checkpoints included.</summary>
    public const long MostBytes = 4L << 30;

    private const string Name = "spool";
    private const int MostRefused = 64;

    private static readonly AttemptLease Nobodys = new(Guid.Empty, Guid.Empty, 0);

    private readonly Lock _gate = new();
    private readonly SpoolFile _file;
    private readonly long _mostBytes;
    private readonly Queue<SpoolEntry> _refused = new(); // by a full disk: in memory until there is room
    private long _first, _next, _checkpointBytes;

    private Spool(string folder, AttemptLease? lease, long mostBytes)
    {
        (Folder, _mostBytes) = (folder, mostBytes);
        _file = new SpoolFile(Path.Combine(folder, Name));
        if (_file.TryRead<AttemptLease>(ref _first, out var written))
        {
            Lease = written;
            for (var place = _first; _file.TryRead<SpoolEntry>(ref place, out var entry);) Count(entry);
            _file.CutTo(_file.End);
        }
        else
        {
            Lease = lease ?? Nobodys;
            _file.CutTo(0);
            Store();
        }

        _next = _first;
    }

    public string Folder { get; }

    /// <summary>Nobody's where the file does not tell.</summary>
    public AttemptLease Lease { get; }

    /// <summary>Whether what it holds, or held, ends the attempt.</summary>
    public bool HasEnd { get; private set; }

    public bool IsEmpty
    {
        get { lock (_gate) return _next == _file.End && _refused.Count == 0; }
    }

    /// <summary>Whether something must be taken out before more is put in.</summary>
    public bool IsFull
    {
        get { lock (_gate) return _refused.Count > MostRefused || _file.End - _next + _checkpointBytes > _mostBytes; }
    }

    /// <summary>Makes it, or takes over what another process left.</summary>
    /// <exception cref="IOException">Another process has it, or the disk is full.</exception>
    public static Spool Open(string folder, AttemptLease lease, long mostBytes = MostBytes)
    {
        Directory.CreateDirectory(folder);
        return new(folder, lease, mostBytes);
    }

    /// <summary>Whether the folder has a spool, whosever it is.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <returns>Null where the process that writes to it lives.</returns>
    public static Spool? TryTakeOver(string folder)
    {
        try
        {
            return new(folder, null, MostBytes);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Append(SpoolEntry entry)
    {
        lock (_gate)
        {
            Count(entry);
            _refused.Enqueue(entry);
            Store();
        }
    }

    /// <summary>The oldest entry; null where there is none.</summary>
    public SpoolEntry? Peek()
    {
        lock (_gate)
        {
            Store();
            var place = _next;
            return _file.TryRead<SpoolEntry>(ref place, out var entry) ? entry : _refused.TryPeek(out var waiting) ? waiting : null;
        }
    }

    /// <summary>Forgets the oldest entry.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            if (!_file.TryRead<SpoolEntry>(ref _next, out var entry)) _refused.TryDequeue(out entry);
            _checkpointBytes -= entry?.Checkpoint?.Bytes ?? 0;
            if (_next == _file.End) _file.CutTo(_next = _first);
        }
    }

    /// <summary>Removes it, and the folder with all that is in it.</summary>
    public void Delete()
    {
        Directory.Delete(Folder, recursive: true);
        Dispose();
    }

    public void Dispose() => _file.Dispose();

    private void Count(SpoolEntry entry)
    {
        HasEnd |= entry.End is not null;
        _checkpointBytes += entry.Checkpoint?.Bytes ?? 0;
    }

    private void Store()
    {
        try
        {
            if (_first == 0)
            {
                _file.Append(Lease);
                _next = _first = _file.End;
            }

            for (; _refused.TryPeek(out var entry); _refused.Dequeue()) _file.Append(entry);
        }
        catch (IOException)
        {
            // The disk is full: what is refused stays in memory, and whoever fills the spool waits.
        }
    }
}
