using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Transforms;

public sealed record SeedPrefixOptions
{
    [Range(1, 256), Display(Name = "Length", Description = "Symbols of the string; each is one token."), Unit("symbols")]
    public int Length { get; init; } = 10;

    [Range(2, 1000), Display(Name = "Alphabet", Description = "Distinct symbols to draw from; they join the vocabulary."), Unit("symbols")]
    public int Alphabet { get; init; } = 36;
}
