using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class ExampleOutcomesConfiguration : IEntityTypeConfiguration<ExampleOutcomes>
{
    public void Configure(EntityTypeBuilder<ExampleOutcomes> outcomes)
    {
        outcomes.HasKey(o => o.RunId);
        outcomes.HasOne<Run>().WithOne().HasForeignKey<ExampleOutcomes>(o => o.RunId);
        outcomes.Property(o => o.EvaluationSet).HasMaxLength(64);
    }
}
