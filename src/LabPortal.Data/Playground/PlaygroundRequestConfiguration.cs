using LabPortal.Data.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Playground;

internal sealed class PlaygroundRequestConfiguration : IEntityTypeConfiguration<PlaygroundRequest>
{
    public void Configure(EntityTypeBuilder<PlaygroundRequest> request)
    {
        request.Property(r => r.Id).ValueGeneratedNever();
        request.HasOne<Run>().WithMany().HasForeignKey(r => r.RunId);
        request.HasIndex(r => r.AskedAt).HasFilter("\"TakenAt\" IS NULL");
    }
}
