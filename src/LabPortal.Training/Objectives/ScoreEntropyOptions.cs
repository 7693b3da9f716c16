using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Objectives;

public sealed record ScoreEntropyOptions
{
    [Display(Name = "Noise", Description = "Absorbing: tokens become masks. Uniform: tokens become any token.")]
    public NoiseGraph Graph { get; init; }

    [Display(Name = "Sampler", Description = "Analytic: the exact transition of the noise, with the scores seen. Euler: a small step along the reverse rates.")]
    public ScoreSampler Sampler { get; init; }

    [Range(1, 100_000), Display(Name = "Sampler steps"), Unit("steps")]
    public int Steps { get; init; } = 32;

    [Display(Name = "Target only", Description = "Noise and supervise the target alone; else the prompt is learnt too.")]
    public bool TargetOnly { get; init; } = true;
}
