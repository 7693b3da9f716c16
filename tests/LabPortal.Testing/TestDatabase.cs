using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LabPortal.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LabPortal.Testing;

/// <summary>Where the labs of tests keep their data: in a file of their folder, or, where the environment variable
/// <c>LAB_TEST_PROVIDER</c> is <c>postgres</c>, each in a database of its own on a server that the test process starts.</summary>
public static class TestDatabase
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);
    private static readonly ConcurrentDictionary<string, Lazy<string>> Made = new();
    private static readonly SemaphoreSlim Copying = new(1, 1);

    public static bool IsPostgres => Environment.GetEnvironmentVariable("LAB_TEST_PROVIDER") == "postgres";

    /// <summary>The connection string for the lab in this folder, always the same; null on SQLite.</summary>
    /// <param name="absent">The database is not there yet: its first migration makes it. Else it is made on the first call.</param>
    public static string? For(string folder, bool absent = false) => IsPostgres
        ? Made.GetOrAdd(Path.GetFullPath(folder), path => new(() => Task.Run(() => MakeAsync(Name(path), absent)).GetAwaiter().GetResult())).Value
        : null;

    /// <summary>Drops the lab's database.</summary>
    public static async Task DropAsync(string folder)
    {
        if (!Made.TryRemove(Path.GetFullPath(folder), out var made)) return;
        await (await Server.Value).ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(made.Value).Database} WITH (FORCE)");
    }

    private static string Name(string folder) => "lab_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];

    // A copy of a migrated database takes a tenth of the time of its migrations.
    private static async Task<string> MakeAsync(string name, bool absent)
    {
        var server = await Server.Value;
        if (absent) return Small(server.ConnectionString(name));
        await Copying.WaitAsync();
        try
        {
            await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE lab_template");
        }
        finally
        {
            Copying.Release();
        }

        return Small(server.ConnectionString(name));
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("labportal-template-");
        await using (var lab = new ServiceCollection().AddLabData(folder.FullName, Small(server.ConnectionString("lab_template")) + ";Pooling=false").BuildServiceProvider())
            await lab.GetRequiredService<LabDatabase>().MigrateAsync();
        folder.Delete(recursive: true);
        // Where the artifacts are: each copy has its own place.
        await server.ExecuteAsync("""DELETE FROM "Settings" """, "lab_template");
        return server;
    }

    // Hundreds of labs share the server, each for a moment.
    private static string Small(string connection) => connection + ";Maximum Pool Size=20;Connection Idle Lifetime=2;Connection Pruning Interval=1";
}
