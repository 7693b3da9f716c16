using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Runs;

internal sealed class AttemptConfiguration : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> attempt)
    {
        attempt.Property(a => a.Id).ValueGeneratedNever();
        attempt.Property(a => a.Pattern).HasMaxLength(40);
        attempt.HasOne(a => a.Run).WithMany().HasForeignKey(a => a.RunId);
        attempt.HasIndex(a => new { a.RunId, a.Number }).IsUnique();
        attempt.HasIndex(a => a.LeaseUntil).HasFilter("\"EndedAt\" IS NULL");
    }
}
