using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Objectives;

public sealed record MaskedDiffusionOptions
{
    [Range(1, 100_000), Display(Name = "Sampler steps", Description = "From all masked to none; a network pass only where a step reveals something."), Unit("steps")]
    public int Steps { get; init; } = 32;

    [Display(Name = "Target only", Description = "Mask and supervise the target alone; else the prompt is learnt too.")]
    public bool TargetOnly { get; init; } = true;

    [Display(Name = "Antithetic times", Description = "Noise levels spread evenly over a batch: less variance.")]
    public bool Antithetic { get; init; } = true;

    [Display(Name = "Time conditioning", Description = "Tell the network the noise level; the published runs do not.")]
    public bool TimeConditioning { get; init; }
}
