using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Tasks;

public sealed record CharTextOptions : ICheckedOptions
{
    [Corpus, Display(Name = "Corpus", Description = "A UTF-8 text; the first 90 % of its characters train, the rest evaluates.")]
    public string Corpus { get; init; } = "";

    [Range(1, 4096), Display(Name = "Block", Description = "Characters that the network reads at once."), Unit("characters")]
    public int Block { get; init; } = 64;

    public IEnumerable<SpecError> Check()
    {
        if (Corpus.Length != 64 || !Corpus.All(char.IsAsciiHexDigitLower))
            yield return new SpecError("corpus", "Choose a corpus: the SHA-256 of an uploaded text, 64 hexadecimal digits.");
    }
}
