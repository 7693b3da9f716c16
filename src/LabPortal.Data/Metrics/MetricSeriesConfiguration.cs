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
        // Covers sorting and filtering runs by a metric: its column lies together, and the rows themselves are not read.
        series.HasIndex(s => new { s.Name, s.RunId, s.Last });
    }
}
