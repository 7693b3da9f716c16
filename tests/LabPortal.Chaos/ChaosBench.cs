using LabPortal.Testing;

namespace LabPortal.Chaos;

/// <summary>What all trials share.</summary>
/// <param name="Database">A PostgreSQL server; null: labs are on SQLite.</param>
/// <param name="Kills">How many processes are killed in all.</param>
internal sealed record ChaosBench(PostgresServer? Database, Undisturbed Undisturbed, int Kills, int Queued, Random Random)
{
    /// <summary>Every worker but those of the long queue trains with one thread a run, as on any machine by default.</summary>
    public static int Slots => Environment.ProcessorCount;

    /// <returns>The connection string of an empty database; null on SQLite.</returns>
    public async Task<string?> NewDatabaseAsync()
    {
        if (Database is null) return null;
        var name = $"lab{Guid.NewGuid():N}";
        await Database.ExecuteAsync($"CREATE DATABASE {name}");
        return Database.ConnectionString(name);
    }

    public static void Say(string text) => Console.Error.WriteLine($"chaos: {text}");
}
