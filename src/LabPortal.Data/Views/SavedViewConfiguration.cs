using LabPortal.Data.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Views;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.Property(v => v.Id).ValueGeneratedNever();
        view.Property(v => v.Name).HasMaxLength(SavedView.MaxNameLength);
        view.Property(v => v.Query).HasMaxLength(SavedView.MaxQueryLength);
        view.HasOne<LabUser>().WithMany().HasForeignKey(v => v.OwnerId);
        view.HasIndex(v => new { v.OwnerId, v.Name }).IsUnique();
    }
}
