using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Models;

public sealed record GptOptions : ICheckedOptions
{
    [Range(1, 96), Display(Name = "Layers")]
    public int Layers { get; init; } = 4;

    [Range(1, 128), Display(Name = "Heads", Description = "Attention heads; must divide the width.")]
    public int Heads { get; init; } = 4;

    [Range(1, 16384), Display(Name = "Width", Description = "Size of a token's vector.")]
    public int Width { get; init; } = 128;

    [Range(0.0, 0.9), Display(Name = "Dropout")]
    public double Dropout { get; init; }

    [Display(Name = "Biases", Description = "Biases in the linear layers and layer norms.")]
    public bool Bias { get; init; } = true;

    [Display(Name = "Tied embeddings", Description = "The unembedding is the token embedding, transposed.")]
    public bool Tied { get; init; } = true;

    [Display(Name = "GELU", Description = "The tanh form (GPT-2) or the exact one.")]
    public GeluForm Gelu { get; init; } = GeluForm.Tanh;

    [Range(0.0, 10.0), Display(Name = "Position init", Description = "Standard deviation of the initial position vectors: 0.02 as in GPT-2; 1 as in the path-star reference code, which starts with a long plateau.")]
    public double PositionStd { get; init; } = 0.02;

    [Display(Name = "Scaled residual init", Description = "Residual projections start at 0.02 / √(2 · layers), as in GPT-2.")]
    public bool ScaledResidual { get; init; } = true;

    public IEnumerable<SpecError> Check()
    {
        if (Width % Heads != 0)
            yield return new SpecError("heads", $"{Heads} heads do not divide a width of {Width}.");
    }
}
