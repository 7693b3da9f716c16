using LabPortal.Data.Artifacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class CheckpointConfiguration : IEntityTypeConfiguration<Checkpoint>
{
    public void Configure(EntityTypeBuilder<Checkpoint> checkpoint)
    {
        checkpoint.Property(c => c.Id).ValueGeneratedNever();
        checkpoint.HasOne<Run>().WithMany().HasForeignKey(c => c.RunId);
        checkpoint.HasOne<Artifact>().WithMany().HasForeignKey(c => c.ArtifactHash).OnDelete(DeleteBehavior.Restrict);
        checkpoint.HasIndex(c => new { c.RunId, c.Step });
    }
}
