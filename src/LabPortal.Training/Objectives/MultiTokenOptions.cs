using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Objectives;

public sealed record MultiTokenOptions
{
    [Range(2, 16), Display(Name = "Heads", Description = "Tokens predicted from each place. Each head is one of the model's layers, so that the model needs more layers than heads."), Unit("tokens")]
    public int Heads { get; init; } = 2;

    [Display(Name = "Loss of the heads", Description = "Sum: each head counts as much as next-token prediction does. Mean: all together do.")]
    public HeadSum Reduction { get; init; }
}
