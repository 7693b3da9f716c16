using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Objectives;

public sealed record MultiTokenOptions
{
    [Range(2, 16), Display(Name = "Heads", Description = "Tokens predicted from each place. Each head is one of the model's layers, so that the model needs more layers than heads."), Unit("tokens")]
    public int Heads { get; init; } = 2;

    [Display(Name = "Loss of the heads", Description = "Sum: each head counts as much as next-token prediction does. Mean: all together do.")]
    public HeadSum Reduction { get; init; }

    [Display(Name = "Decoding", Description = "Self-speculative: the heads draft, and the first verifies all drafts in one pass. Same output, sooner, for a single prompt at temperature 0; anything else is decoded as by next-token: many prompts go faster side by side, and drafts are no draws.")]
    public HeadDecoding Decoding { get; init; }
}
