using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Workers;

internal sealed class WorkerNodeConfiguration : IEntityTypeConfiguration<WorkerNode>
{
    public void Configure(EntityTypeBuilder<WorkerNode> node)
    {
        node.HasKey(n => n.Name);
        node.Property(n => n.Mode).HasConversion<LowerCaseConverter<WorkerMode>>().HasMaxLength(16).HasDefaultValue(WorkerMode.Working);
        node.Property(n => n.GpusJson).HasDefaultValue("[]");
        node.Ignore(n => n.Offers);
        node.Ignore(n => n.Gpus);
    }
}
