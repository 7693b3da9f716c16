using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Decoding;
using LabPortal.Training.Options;

namespace LabPortal.Training.Running;

public sealed record EvaluationOptions
{
    [Range(1, 100_000_000), Display(Name = "Evaluate every", Description = "Also at the start and after the last step."), Unit("steps")]
    public int Every { get; init; } = 250;

    [Range(1, 1_000_000), Display(Name = "Held-out examples"), Unit("examples")]
    public int Examples { get; init; } = 500;

    [Range(0, 1000), Display(Name = "Samples", Description = "Generations that are kept at each evaluation; the same prompts for every arm and seed.")]
    public int Samples { get; init; } = 8;

    [Range(0, int.MaxValue), Display(Name = "Seed", Description = "Chooses the held-out examples: compare only runs that share it.")]
    public int Seed { get; init; }

    [Range(0.0, 10.0), Display(Name = "Temperature", Description = "0 = greedy.")]
    public double Temperature { get; init; }

    [Range(0, 1_000_000), Display(Name = "Top-k", Description = "Draw from the k likeliest tokens; 0 = all.")]
    public int TopK { get; init; }

    [Range(0.01, 1.0), Display(Name = "Top-p", Description = "Draw from the fewest tokens that reach this probability; 1 = all.")]
    public double TopP { get; init; } = 1;

    [AddedLater, Display(Name = "Sampling sweep", Description = "After the last step, ask the held-out questions again at other temperatures, at other top-p and, where outputs are drawn in steps, at other numbers of them.")]
    public bool Sweep { get; init; }

    internal SamplingOptions Sampling => new(Temperature, TopK, TopP);
}
