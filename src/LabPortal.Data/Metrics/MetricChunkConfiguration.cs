using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Metrics;

internal sealed class MetricChunkConfiguration : IEntityTypeConfiguration<MetricChunk>
{
    public void Configure(EntityTypeBuilder<MetricChunk> chunk)
    {
        chunk.HasKey(c => new { c.SeriesId, c.Level, c.Ordinal });
        chunk.HasOne<MetricSeries>().WithMany().HasForeignKey(c => c.SeriesId);
    }
}
