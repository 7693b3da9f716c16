// dotnet run --project migrations/tool NAME
// Writes the migration NAME into migrations/Sqlite from the difference between the model and the last snapshot.

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

var scratch = Directory.CreateTempSubdirectory("labportal-migration-");
await using var lab = new ServiceCollection().AddLabData(scratch.FullName).BuildServiceProvider();
await using var db = lab.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContext();

var design = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices().ConfigureDesignTimeServices(design);
await using var tools = design.BuildServiceProvider();

var scaffolder = tools.GetRequiredService<IMigrationsScaffolder>();
var migration = scaffolder.ScaffoldMigration(name, "LabPortal", "Data.Migrations.Sqlite");
var folder = Path.GetFullPath(Path.Combine(Here(), "..", "Sqlite"));
Directory.CreateDirectory(folder);
foreach (var (file, code) in new[]
{
    (migration.MigrationId + migration.FileExtension, migration.MigrationCode),
    (migration.MigrationId + ".Designer" + migration.FileExtension, migration.MetadataCode),
    (migration.SnapshotName + migration.FileExtension, migration.SnapshotCode),
})
{
    File.WriteAllText(Path.Combine(folder, file), code.Replace("\r\n", "\n"));
    Console.WriteLine(file);
}

scratch.Delete(recursive: true);
return 0;

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
