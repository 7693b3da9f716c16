using LabPortal.Data.Artifacts;
using LabPortal.Data.Backups;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using LabPortal.Data.Halving;
using LabPortal.Data.Links;
using LabPortal.Data.Metrics;
using LabPortal.Data.Playground;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Postgres;
using LabPortal.Data.Settings;
using LabPortal.Data.Sqlite;
using LabPortal.Data.Trash;
using LabPortal.Data.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace LabPortal.Data;

public static class LabDataServices
{
    /// <summary>Registers everything the lab remembers with. Call <see cref="LabDatabase.MigrateAsync"/> before the first use.</summary>
    /// <param name="database">The connection string of a PostgreSQL database; null for a file in the folder.</param>
    /// <exception cref="LabDataException">The connection string cannot be read.</exception>
    public static IServiceCollection AddLabData(this IServiceCollection services, string dataFolder, string? database = null)
    {
        var storage = LabStorage.Of(dataFolder, database);
        services.AddSingleton(storage);
        services.TryAddSingleton<TimeProvider>(storage.IsPostgres ? new ServerClock(storage) : new LabTime());
        services.AddPooledDbContextFactory<LabDbContext>(options => Configure(options, storage));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContext());
        services.AddSingleton<LabDatabase>();
        services.AddSingleton<SettingStore>();
        if (storage.IsPostgres) services.AddSingleton<IChangeSignal, PostgresSignal>();
        else services.AddSingleton<IChangeSignal, SqliteSignal>();
        services.AddSingleton<IMetricStore, MetricStore>();
        services.AddSingleton<ArtifactStore>();
        services.AddSingleton<ArtifactMove>();
        services.AddSingleton<BackupWriter>();
        services.AddSingleton<LabRestore>();
        services.AddSingleton<AttemptWriter>();
        services.AddSingleton<Leases>();
        services.AddSingleton<LabScheduler>();
        services.AddSingleton<RunSchedule>();
        services.AddSingleton<QueueReader>();
        services.AddSingleton<IRunQueue, RunQueue>();
        services.AddSingleton<ExperimentStore>();
        services.AddSingleton<RungReader>();
        services.AddSingleton<HalvingStore>();
        services.AddSingleton<CorpusStore>();
        services.AddSingleton<RunQueries>();
        services.AddSingleton<OutcomeReader>();
        services.AddSingleton<PlaygroundStore>();
        services.AddSingleton<RunNames>();
        services.AddSingleton<RunGroups>();
        services.AddSingleton<RunCare>();
        services.AddSingleton<TrashStore>();
        services.AddSingleton<Purge>();
        services.AddSingleton<ViewStore>();
        services.AddSingleton<ShortLinkStore>();
        return services;
    }

    /// <summary>A context of another database than the one that was registered.</summary>
    internal static LabDbContext NewContext(LabStorage storage)
    {
        var options = new DbContextOptionsBuilder<LabDbContext>();
        Configure(options, storage);
        return new(options.Options);
    }

    private static void Configure(DbContextOptionsBuilder options, LabStorage storage) =>
        // What belongs to a run in the trash is not shown either: that is meant.
        Dialect.Of(storage).Configure(options.ReplaceService<IMigrationsAssembly, ProviderMigrations>()
            // A database that cannot be reached, or refuses, is told by whoever wanted it, and is no news where it is only asked whether it is there.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning)
                .Log((RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug))), storage);
}
