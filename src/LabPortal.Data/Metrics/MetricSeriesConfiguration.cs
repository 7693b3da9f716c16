using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Metrics;

internal sealed class MetricSeriesConfiguration : IEntityTypeConfiguration<MetricSeries>
{
    public void Configure(EntityTypeBuilder<MetricSeries> series)
    {
        series.HasOne<Run>().WithMany().HasForeignKey(s => s.RunId);
        series.HasIndex(s => new { s.RunId, s.Name }).IsUnique();
        series.HasIndex(s => s.Name);
    }
}
