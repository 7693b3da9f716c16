using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Experiments;

internal sealed class ArmOptionConfiguration : IEntityTypeConfiguration<ArmOption>
{
    public void Configure(EntityTypeBuilder<ArmOption> option)
    {
        option.ToTable("ArmOptions");
        option.HasKey(o => new { o.Path, o.ArmId });
        option.HasOne<Arm>().WithMany(a => a.Options).HasForeignKey(o => o.ArmId);
    }
}
