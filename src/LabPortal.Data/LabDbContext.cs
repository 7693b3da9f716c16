using LabPortal.Data.Artifacts;
using LabPortal.Data.Corpora;
using LabPortal.Data.Experiments;
using LabPortal.Data.Halving;
using LabPortal.Data.Links;
using LabPortal.Data.Metrics;
using LabPortal.Data.Playground;
using LabPortal.Data.Runs;
using LabPortal.Data.Settings;
using LabPortal.Data.Users;
using LabPortal.Data.Views;
using LabPortal.Data.Workers;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LabPortal.Data;

/// <summary>What the lab remembers.</summary>
public sealed class LabDbContext(DbContextOptions<LabDbContext> options) : IdentityDbContext<LabUser>(options)
{
    public DbSet<Experiment> Experiments => Set<Experiment>();
    public DbSet<Arm> Arms => Set<Arm>();
    public DbSet<ArmOption> ArmOptions => Set<ArmOption>();
    public DbSet<HalvingDecision> HalvingDecisions => Set<HalvingDecision>();
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
    public DbSet<LabSetting> Settings => Set<LabSetting>();

    /// <summary>Pinned: the schema must not follow a setting of whoever hosts the context.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    /// <summary>Runs that this transaction has changed and that get their stamps with its commit; only where many write at once.</summary>
    internal HashSet<Guid> Unstamped { get; } = [];

    /// <summary>Whether this transaction holds what attempts record, and no more.</summary>
    internal bool IsOfRecords { get; private set; }

    /// <summary>Begins a transaction of the lab's one writer: what is read in it stays true until it commits, but for what attempts record.</summary>
    public Task<IDbContextTransaction> BeginWriteAsync(CancellationToken cancel = default)
    {
        Begin(ofRecords: false);
        return Dialect.Of(this).BeginWriteAsync(this, cancel);
    }

    /// <summary>Begins a transaction for what attempts record: it locks its runs before anything else.</summary>
    internal Task<IDbContextTransaction> BeginRecordsAsync(CancellationToken cancel)
    {
        Begin(ofRecords: true);
        return Dialect.Of(this).BeginRecordsAsync(this, cancel);
    }

    /// <summary>Keeps attempts from recording to these runs until the transaction ends. A writer does so before it changes a run and its
    /// attempts, or the two could wait for each other.</summary>
    internal Task LockRunsAsync(Guid[] runs, CancellationToken cancel) => Dialect.Of(this).LockRunsAsync(this, runs, cancel);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.Entries<Run>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        if (changed.Count == 0) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var own = Database.CurrentTransaction is null ? await BeginWriteAsync(cancellationToken) : null;
        await Dialect.Of(this).StampAsync(this, [.. changed.Select(e => e.Entity)], cancellationToken);
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (own is not null) await own.CommitAsync(cancellationToken);
        return written;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("The lab saves asynchronously: SaveChangesAsync.");

    private void Begin(bool ofRecords)
    {
        Unstamped.Clear();
        IsOfRecords = ofRecords;
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(LabDbContext).Assembly);
        Dialect.Of(this).Complete(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
        conventions.Properties<RunState>().HaveConversion<LowerCaseConverter<RunState>>().HaveMaxLength(16);
        conventions.Properties<AttemptOutcome>().HaveConversion<LowerCaseConverter<AttemptOutcome>>().HaveMaxLength(16);
    }
}
