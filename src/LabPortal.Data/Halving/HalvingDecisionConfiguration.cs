using LabPortal.Data.Experiments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Halving;

internal sealed class HalvingDecisionConfiguration : IEntityTypeConfiguration<HalvingDecision>
{
    public void Configure(EntityTypeBuilder<HalvingDecision> decision)
    {
        decision.ToTable("HalvingDecisions");
        decision.HasKey(d => d.ArmId);
        decision.HasIndex(d => d.ExperimentId);
        decision.HasOne<Arm>().WithOne().HasForeignKey<HalvingDecision>(d => d.ArmId);
    }
}
