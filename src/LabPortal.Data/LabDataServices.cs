using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using LabPortal.Data.Links;
using LabPortal.Data.Metrics;
using LabPortal.Data.Playground;
using LabPortal.Data.Queue;
using LabPortal.Data.Runs;
using LabPortal.Data.Sqlite;
using LabPortal.Data.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LabPortal.Data;

public static class LabDataServices
{
    /// <summary>Registers everything the lab remembers with. Call <see cref="LabDatabase.MigrateAsync"/> before the first use.</summary>
    public static IServiceCollection AddLabData(this IServiceCollection services, string dataFolder)
    {
        var storage = new LabStorage(Path.GetFullPath(dataFolder));
        services.AddSingleton(storage);
        services.TryAddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<LabDbContext>(options => Configure(options, storage));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<LabDbContext>>().CreateDbContext());
        services.AddSingleton<LabDatabase>();
        services.AddSingleton<IMetricStore, MetricStore>();
        services.AddSingleton<ArtifactStore>();
        services.AddSingleton<AttemptWriter>();
        services.AddSingleton<Leases>();
        services.AddSingleton<LabScheduler>();
        services.AddSingleton<IRunQueue, RunQueue>();
        services.AddSingleton<ExperimentStore>();
        services.AddSingleton<CorpusStore>();
        services.AddSingleton<RunQueries>();
        services.AddSingleton<OutcomeReader>();
        services.AddSingleton<PlaygroundStore>();
        services.AddSingleton<RunNames>();
        services.AddSingleton<RunGroups>();
        services.AddSingleton<RunCare>();
        services.AddSingleton<ViewStore>();
        services.AddSingleton<ShortLinkStore>();
        return services;
    }

    internal static void Configure(DbContextOptionsBuilder options, LabStorage storage) =>
        options.UseSqlite(storage.ConnectionString).AddInterceptors(new PragmaInterceptor());
}
