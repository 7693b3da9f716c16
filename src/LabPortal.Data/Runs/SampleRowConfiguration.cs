using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class SampleRowConfiguration : IEntityTypeConfiguration<SampleRow>
{
    public void Configure(EntityTypeBuilder<SampleRow> sample)
    {
        sample.ToTable("Samples");
        sample.HasOne<Run>().WithMany().HasForeignKey(s => s.RunId);
        sample.HasIndex(s => new { s.RunId, s.Step, s.Index });
    }
}
