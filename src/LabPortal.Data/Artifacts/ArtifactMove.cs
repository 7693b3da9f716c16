using LabPortal.Data.Settings;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Artifacts;

/// <summary>Gives the lab's artifacts another place, while portal and workers go on. What lies in the old one stays there.</summary>
public sealed class ArtifactMove(IDbContextFactory<LabDbContext> contexts, ArtifactStore artifacts)
{
    public async Task<string> WhereAsync(CancellationToken cancel = default) => (await artifacts.PlaceAsync(cancel)).Title;

    /// <param name="place">As in <see cref="ArtifactSettings"/>.</param>
    /// <exception cref="LabDataException">The place cannot be used; the old one is kept.</exception>
    public async Task RunAsync(string place, Action<string> progress, CancellationToken cancel = default)
    {
        var (from, to) = (await artifacts.PlaceAsync(cancel), artifacts.At(place));
        if (from.Title == to.Title) throw new LabDataException($"The artifacts are in {to.Title} already.");
        await to.CheckAsync(cancel);
        try
        {
            var copied = new HashSet<string>();
            await using (var db = await contexts.CreateDbContextAsync(cancel)) await CopyAsync(db, from, to, copied, progress, cancel);
            // The few that came meanwhile, while nobody can add another; from the commit on everybody looks over there.
            await using var last = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await last.BeginWriteAsync(cancel);
            await CopyAsync(last, from, to, copied, progress, cancel);
            await SettingStore.WriteAsync(last, ArtifactSettings.Key, new ArtifactSettings(place), cancel);
            await transaction.CommitAsync(cancel);
            progress($"{copied.Count} artifacts are in {to.Title} now, and the lab reads and writes them there; what is in {from.Title} is not needed any more");
        }
        catch (IOException error)
        {
            throw new LabDataException($"The artifacts stay in {from.Title}: {error.Message}", error);
        }
    }

    private static async Task CopyAsync(LabDbContext db, IArtifactPlace from, IArtifactPlace to, HashSet<string> copied, Action<string> progress, CancellationToken cancel)
    {
        foreach (var hash in await db.Artifacts.AsNoTracking().OrderBy(artifact => artifact.Hash).Select(artifact => artifact.Hash).ToListAsync(cancel))
        {
            if (copied.Contains(hash)) continue;
            if (await from.FindAsync(hash, verified: true, cancel) is not { } file)
            {
                progress($"the artifact {hash} is missing or damaged, and is left out");
                continue;
            }

            await using var content = File.OpenRead(file);
            await ArtifactStore.ImportAsync(to, content, cancel);
            copied.Add(hash);
        }
    }
}
