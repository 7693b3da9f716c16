using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Links;

/// <summary>Keeps short links. A key is the beginning of the address's hash: the same address always gets the same one.</summary>
public sealed class ShortLinkStore(IDbContextFactory<LabDbContext> contexts, TimeProvider time)
{
    private const int Length = 8;

    // No letter that is read as another.
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <param name="url">A path of this portal with its query; the caller has checked that it is one.</param>
    public async Task<string> MakeAsync(string url, string by, CancellationToken cancel = default)
    {
        var hash = Spell(SHA256.HashData(Encoding.UTF8.GetBytes(url)));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        // Two addresses that begin alike: the later one takes a longer beginning.
        for (var length = Length; ; length++)
        {
            var key = hash[..length];
            var known = await db.ShortLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Key == key, cancel);
            if (known?.Url == url) return key;
            if (known is not null) continue;
            db.ShortLinks.Add(new(key, url, time.GetUtcNow().UtcDateTime, by));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return key;
        }
    }

    public async Task<string?> FindAsync(string key, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ShortLinks.Where(l => l.Key == key).Select(l => l.Url).SingleOrDefaultAsync(cancel);
    }

    private static string Spell(byte[] hash) => string.Concat(hash.Select(b => Letters[b & 31]));
}
