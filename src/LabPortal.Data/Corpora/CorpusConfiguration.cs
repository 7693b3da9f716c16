using LabPortal.Data.Artifacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LabPortal.Data.Corpora;

internal sealed class CorpusConfiguration : IEntityTypeConfiguration<Corpus>
{
    public void Configure(EntityTypeBuilder<Corpus> corpus)
    {
        corpus.HasKey(c => c.Hash);
        corpus.HasOne<Artifact>().WithOne().HasForeignKey<Corpus>(c => c.Hash).OnDelete(DeleteBehavior.Restrict);
    }
}
