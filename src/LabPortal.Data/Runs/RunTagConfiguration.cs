using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class RunTagConfiguration : IEntityTypeConfiguration<RunTag>
{
    public void Configure(EntityTypeBuilder<RunTag> tag)
    {
        tag.ToTable("RunTags");
        tag.HasKey(t => new { t.RunId, t.Name });
        tag.HasOne<Run>().WithMany(r => r.Tags).HasForeignKey(t => t.RunId);
        tag.HasIndex(t => t.Name);
    }
}
