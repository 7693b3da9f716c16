using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Search;

/// <summary>How points of the axes are chosen.</summary>
public sealed record SearchOptions
{
    [Display(Name = "Strategy", Description = "grid: every combination of the values. random: so many points, each axis drawn by itself.")]
    public SearchStrategy Strategy { get; init; } = SearchStrategy.Grid;

    [Range(1, ExperimentSpec.MostArms), Display(Name = "Points", Description = "For random.")]
    public int Count { get; init; } = 12;

    [Range(0, int.MaxValue), Display(Name = "Seed", Description = "For random. The same seed draws the same points; more points go on from the same ones.")]
    public int Seed { get; init; }
}
