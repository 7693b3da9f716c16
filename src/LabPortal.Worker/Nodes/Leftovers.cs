using LabPortal.Data.Runs;
using LabPortal.Worker.Attempts;
using Microsoft.Extensions.Logging;

namespace LabPortal.Worker.Nodes;

/// <summary>
/// The attempts of a node that was killed: what they had not written yet is written, and their runs need not wait for a lease to run
/// out. Those whose process still lives end by themselves.
/// </summary>
internal sealed partial class Leftovers(NodeOptions options, SpoolReplay replay, ILogger<Leftovers> log)
{
    private const string Killed = "The worker was killed.";
    private List<string> _folders = [];

    /// <summary>Notes what is there; call it before this node starts an attempt of its own.</summary>
    public void Find()
    {
        Scratch.Clear(options.DataFolder);
        _folders = [.. Scratch.OfAttempts(options.DataFolder)];
    }

    /// <summary>Settles what can be by now; call it again and again.</summary>
    public async Task SettleAsync()
    {
        foreach (var folder in _folders.ToList())
            if (!Spool.IsIn(folder) || await IsSettledAsync(folder))
                _folders.Remove(folder);
    }

    private async Task<bool> IsSettledAsync(string folder)
    {
        using var spool = Spool.TryTakeOver(folder);
        if (spool is null) return false;
        var attempt = spool.Lease.AttemptId;
        if (!spool.HasEnd) spool.Append(new SpoolEntry { End = new SpooledEnd(AttemptOutcome.Lost, Killed) });
        if (await replay.TryAsync(spool) is not { } held) return false;
        if (held) LogSettled(attempt);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "attempt {Attempt} was left by a worker that was killed: what it had not written yet is written")]
    private partial void LogSettled(Guid attempt);
}
