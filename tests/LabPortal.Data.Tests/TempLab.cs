using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LabPortal.Data.Tests;

/// <summary>A lab in a folder of its own, with a real migrated database.</summary>
internal sealed class TempLab : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TempLab(string folder, ServiceProvider services) => (Folder, _services) = (folder, services);

    public string Folder { get; }
    public string DatabasePath => Path.Combine(Folder, "lab.db");

    public static async Task<TempLab> CreateAsync()
    {
        var lab = On(Directory.CreateTempSubdirectory("labportal-").FullName);
        await lab.Get<LabDatabase>().MigrateAsync();
        return lab;
    }

    /// <summary>A second process's view of the same folder, as far as one process can have it.</summary>
    public static TempLab On(string folder) => new(folder, new ServiceCollection().AddLabData(folder).BuildServiceProvider());

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public LabDbContext Db() => Get<IDbContextFactory<LabDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
