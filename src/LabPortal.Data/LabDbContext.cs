using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using LabPortal.Data.Links;
using LabPortal.Data.Metrics;
using LabPortal.Data.Playground;
using LabPortal.Data.Runs;
using LabPortal.Data.Users;
using LabPortal.Data.Views;
using LabPortal.Data.Workers;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace LabPortal.Data;

/// <summary>What the lab remembers.</summary>
public sealed class LabDbContext(DbContextOptions<LabDbContext> options) : IdentityDbContext<LabUser>(options)
{
    public DbSet<Experiment> Experiments => Set<Experiment>();
    public DbSet<Arm> Arms => Set<Arm>();
    public DbSet<ArmOption> ArmOptions => Set<ArmOption>();
    public DbSet<Run> Runs => Set<Run>();
    public DbSet<RunTag> RunTags => Set<RunTag>();
    public DbSet<Attempt> Attempts => Set<Attempt>();
    public DbSet<LogLine> LogLines => Set<LogLine>();
    public DbSet<SampleRow> Samples => Set<SampleRow>();
    public DbSet<ExampleOutcomes> ExampleOutcomes => Set<ExampleOutcomes>();
    public DbSet<ProbeResult> ProbeResults => Set<ProbeResult>();
    public DbSet<Checkpoint> Checkpoints => Set<Checkpoint>();
    public DbSet<MetricSeries> MetricSeries => Set<MetricSeries>();
    public DbSet<MetricChunk> MetricChunks => Set<MetricChunk>();
    public DbSet<Artifact> Artifacts => Set<Artifact>();
    public DbSet<Corpus> Corpora => Set<Corpus>();
    public DbSet<PlaygroundRequest> PlaygroundRequests => Set<PlaygroundRequest>();
    public DbSet<WorkerNode> WorkerNodes => Set<WorkerNode>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<DefaultView> DefaultViews => Set<DefaultView>();
    public DbSet<ShortLink> ShortLinks => Set<ShortLink>();

    /// <summary>Pinned: the schema must not follow a setting of whoever hosts the context.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.Entries<Run>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        if (changed.Count == 0) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        // The stamp must be taken under the write lock, or a reader could see a higher one commit first.
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var stamp = await Runs.MaxAsync(r => (long?)r.Stamp, cancellationToken) ?? 0;
        foreach (var run in changed) run.Entity.Stamp = ++stamp;
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (own is not null) await own.CommitAsync(cancellationToken);
        return written;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("The lab saves asynchronously: SaveChangesAsync.");

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(LabDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
        conventions.Properties<RunState>().HaveConversion<LowerCaseConverter<RunState>>().HaveMaxLength(16);
        conventions.Properties<AttemptOutcome>().HaveConversion<LowerCaseConverter<AttemptOutcome>>().HaveMaxLength(16);
    }
}
