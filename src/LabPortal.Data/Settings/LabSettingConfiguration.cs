using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Settings;

internal sealed class LabSettingConfiguration : IEntityTypeConfiguration<LabSetting>
{
    public void Configure(EntityTypeBuilder<LabSetting> setting)
    {
        setting.ToTable("Settings");
        setting.HasKey(s => s.Key);
        setting.Property(s => s.Key).HasMaxLength(40);
    }
}
