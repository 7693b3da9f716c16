using LabPortal.Data.Trash;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Experiments;

internal sealed class ExperimentConfiguration : IEntityTypeConfiguration<Experiment>
{
    public void Configure(EntityTypeBuilder<Experiment> experiment)
    {
        experiment.Property(e => e.Id).ValueGeneratedNever();
        experiment.HasIndex(e => new { e.Name, e.Version }).IsUnique();
        experiment.HasQueryFilter(TrashStore.Filter, e => e.TrashedAt == null);
        experiment.HasIndex(e => e.CreatedAt);
        experiment.HasIndex(e => e.StudyName);
    }
}
