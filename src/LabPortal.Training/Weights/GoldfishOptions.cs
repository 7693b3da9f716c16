using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Weights;

public sealed record GoldfishOptions
{
    [Range(2, 1000), Display(Name = "k", Description = "One target token in k is left out of the loss."), Unit("tokens")]
    public int K { get; init; } = 4;

    [Range(0, 999), Display(Name = "Start", Description = "Index of the first token that is left out.")]
    public int Start { get; init; }
}
