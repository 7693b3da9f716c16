// dotnet run --project migrations/tool NAME
// Writes the migration NAME into migrations/Sqlite and migrations/Postgres, each from the difference between its model and its last
// snapshot. Nothing is connected to.

#nullable enable

using System.Runtime.CompilerServices;
using LabPortal.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;

if (args is not [var name] || !name.All(char.IsAsciiLetterOrDigit))
{
    Console.Error.WriteLine("usage: dotnet run --project migrations/tool NAME   (NAME in letters and digits, as AddCheckpoints)");
    return 2;
}

await WriteAsync("Sqlite", null, new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices());
await WriteAsync("Postgres", "Host=localhost;Database=lab", new Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices());
return 0;

async Task WriteAsync(string provider, string? database, IDesignTimeServices services)
{
    var scratch = Directory.CreateTempSubdirectory("labportal-migration-");
    await using var lab = new ServiceCollection().AddLabData(scratch.FullName, database).BuildServiceProvider();
    await using var db = lab.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContext();

    var design = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
    services.ConfigureDesignTimeServices(design);
    await using var tools = design.BuildServiceProvider();

    var migration = tools.GetRequiredService<IMigrationsScaffolder>().ScaffoldMigration(name, "LabPortal", $"Data.Migrations.{provider}");
    var folder = Path.GetFullPath(Path.Combine(Here(), "..", provider));
    Directory.CreateDirectory(folder);
    foreach (var (file, code) in new[]
    {
        (migration.MigrationId + migration.FileExtension, migration.MigrationCode),
        (migration.MigrationId + ".Designer" + migration.FileExtension, migration.MetadataCode),
        (migration.SnapshotName + migration.FileExtension, migration.SnapshotCode),
    })
    {
        File.WriteAllText(Path.Combine(folder, file), code.Replace("\r\n", "\n"));
        Console.WriteLine($"{provider}/{file}");
    }

    scratch.Delete(recursive: true);
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
