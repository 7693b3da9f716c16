using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;

namespace LabPortal.Training.Objectives;

public sealed record TokenOrderOptions
{
    [Range(0, 1_000_000), Display(Name = "Window", Description = "How far ahead tokens are put in order; 0 = to the end of the target."), Unit("tokens")]
    public int Window { get; init; }

    [Range(0.0, 100.0), Display(Name = "Weight", Description = "Of the order's loss beside next-token prediction's.")]
    public double Weight { get; init; } = 1;
}
