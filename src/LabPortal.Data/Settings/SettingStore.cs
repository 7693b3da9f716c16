using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data.Settings;

/// <summary>Reads and writes what the whole lab goes by; each key has one record, kept as JSON.</summary>
public sealed class SettingStore(IDbContextFactory<LabDbContext> contexts)
{
    /// <returns>What was written last, or <paramref name="fallback"/> where nothing was.</returns>
    public async Task<T> ReadAsync<T>(string key, T fallback, CancellationToken cancel = default) where T : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await ReadAsync(db, key, fallback, cancel);
    }

    public async Task WriteAsync<T>(string key, T value, CancellationToken cancel = default) where T : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await WriteAsync(db, key, value, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The same within a transaction of the caller's.</summary>
    internal static async Task<T> ReadAsync<T>(LabDbContext db, string key, T fallback, CancellationToken cancel) where T : class =>
        await db.Settings.Where(s => s.Key == key).Select(s => s.Json).SingleOrDefaultAsync(cancel) is { } json
            ? JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web) ?? fallback
            : fallback;

    /// <summary>The same within a transaction of the caller's that holds the write lock.</summary>
    internal static async Task WriteAsync<T>(LabDbContext db, string key, T value, CancellationToken cancel) where T : class
    {
        var json = JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
        if (await db.Settings.SingleOrDefaultAsync(s => s.Key == key, cancel) is { } setting) setting.Write(json);
        else db.Settings.Add(new(key, json));
        await db.SaveChangesAsync(cancel);
    }
}
