using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Experiments;

internal sealed class ArmConfiguration : IEntityTypeConfiguration<Arm>
{
    public void Configure(EntityTypeBuilder<Arm> arm)
    {
        arm.Property(a => a.Id).ValueGeneratedNever();
        arm.HasOne(a => a.Experiment).WithMany(e => e.Arms).HasForeignKey(a => a.ExperimentId);
        arm.HasIndex(a => new { a.ExperimentId, a.Name }).IsUnique();
    }
}
