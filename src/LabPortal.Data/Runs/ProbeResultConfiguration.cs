using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class ProbeResultConfiguration : IEntityTypeConfiguration<ProbeResult>
{
    public void Configure(EntityTypeBuilder<ProbeResult> probe)
    {
        probe.HasOne<Run>().WithMany().HasForeignKey(p => p.RunId);
        probe.HasIndex(p => new { p.RunId, p.Name, p.Step });
    }
}
