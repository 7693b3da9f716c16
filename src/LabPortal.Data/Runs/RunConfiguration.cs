using LabPortal.Data.Trash;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> run)
    {
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Revision).IsConcurrencyToken();
        run.HasOne(r => r.Experiment).WithMany(e => e.Runs).HasForeignKey(r => r.ExperimentId);
        run.HasOne(r => r.Arm).WithMany(a => a.Runs).HasForeignKey(r => r.ArmId);
        run.Property(r => r.Place).HasDefaultValue(0L);
        run.HasQueryFilter(TrashStore.Filter, r => r.TrashedAt == null);
        run.HasIndex(r => r.TrashedAt);
        run.HasIndex(r => r.Number).IsUnique();
        run.HasIndex(r => r.Stamp);
        run.HasIndex(r => r.State);
        run.HasIndex(r => new { r.ArmId, r.Seed });
    }
}
