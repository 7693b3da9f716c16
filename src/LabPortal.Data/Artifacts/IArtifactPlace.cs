namespace LabPortal.Data.Artifacts;

/// <summary>Where the lab's artifacts lie, each under its hash, for every machine to read.</summary>
/// <remarks>A place that cannot be reached or written answers with an <see cref="IOException"/>.</remarks>
internal interface IArtifactPlace : IDisposable
{
    /// <summary>Where it is, in words.</summary>
    string Title { get; }

    /// <summary>A path for content on its way here; what killed processes left there is swept.</summary>
    string NewFile();

    /// <summary>A file of this machine with the artifact's content; null where the place has none.</summary>
    /// <param name="verified">Whether to read it and check it against its name: null also where it is damaged.</param>
    Task<string?> FindAsync(string hash, bool verified, CancellationToken cancel);

    /// <summary>Does what takes time of keeping a file, before anybody waits for it.</summary>
    /// <returns>Whether the place has the content now, whole.</returns>
    Task<bool> SendAsync(StagedFile staged, CancellationToken cancel);

    /// <summary>Has the content under its name on return. The caller holds the lab's write lock: nobody drops it meanwhile.</summary>
    Task KeepAsync(StagedFile staged, CancellationToken cancel);

    /// <returns>How many bytes were freed; 0 where there was nothing.</returns>
    Task<long> DropAsync(string hash, CancellationToken cancel);

    /// <summary>Deletes what processes left half written that are gone.</summary>
    void Sweep();

    /// <summary>Returns where this machine can use the place.</summary>
    /// <exception cref="LabDataException">It cannot; the message says why, and what to do.</exception>
    Task CheckAsync(CancellationToken cancel);
}
