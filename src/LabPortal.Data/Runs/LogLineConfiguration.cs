using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class LogLineConfiguration : IEntityTypeConfiguration<LogLine>
{
    public void Configure(EntityTypeBuilder<LogLine> line)
    {
        line.HasOne<Run>().WithMany().HasForeignKey(l => l.RunId);
        line.HasIndex(l => new { l.RunId, l.Id });
    }
}
