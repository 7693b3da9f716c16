using LabPortal.Data.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Views;

internal sealed class DefaultViewConfiguration : IEntityTypeConfiguration<DefaultView>
{
    public void Configure(EntityTypeBuilder<DefaultView> choice)
    {
        choice.HasKey(d => d.UserId);
        choice.HasOne<LabUser>().WithMany().HasForeignKey(d => d.UserId);
        choice.HasOne<SavedView>().WithMany().HasForeignKey(d => d.ViewId);
    }
}
