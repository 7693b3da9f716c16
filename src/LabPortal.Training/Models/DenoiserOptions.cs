using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Models;

public sealed record DenoiserOptions : ICheckedOptions
{
    [Range(1, 96), Display(Name = "Layers")]
    public int Layers { get; init; } = 4;

    [Range(1, 128), Display(Name = "Heads", Description = "Attention heads; the width of each must be even.")]
    public int Heads { get; init; } = 4;

    [Range(1, 16384), Display(Name = "Width", Description = "Size of a token's vector.")]
    public int Width { get; init; } = 128;

    [Range(1, 4096), Display(Name = "Condition", Description = "Size of the noise level's vector.")]
    public int Condition { get; init; } = 128;

    [Range(0.0, 0.9), Display(Name = "Dropout")]
    public double Dropout { get; init; } = 0.1;

    public IEnumerable<SpecError> Check()
    {
        if (Width % (2 * Heads) != 0)
            yield return new SpecError("heads", $"A width of {Width} over {Heads} heads is no even number for each, and rotary positions turn pairs. Use a width that is a multiple of {2 * Heads}.");
    }
}
