using System.ComponentModel.DataAnnotations;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;

namespace LabPortal.Training.Playground;

/// <summary>What a checkpoint is asked, and how its answer is drawn.</summary>
public sealed record PlayOptions : ICheckedOptions
{
    /// <summary>What one answer may cost at most.</summary>
    public const int MostTokens = 512;

    private const int LongestPrompt = 20_000;

    [Display(Name = "Prompt", Description = "Tokens as the model reads them. Empty asks the held-out example.")]
    public string Prompt { get; init; } = "";

    [Range(0, 1_000_000), Display(Name = "Held-out example", Description = "Which one is asked where no prompt is given; the same number is the same prompt in every arm.")]
    public int Example { get; init; }

    [Display(Name = "Given", Description = "Tokens that the output begins with: the model goes on from them.")]
    public string Given { get; init; } = "";

    [Range(0, MostTokens), Display(Name = "Length", Description = "Of the output; 0 = as long as the task's answers."), Unit("tokens")]
    public int Length { get; init; }

    [Range(0.0, 10.0), Display(Name = "Temperature", Description = "0 = greedy.")]
    public double Temperature { get; init; }

    [Range(0, 1_000_000), Display(Name = "Top-k", Description = "Draw from the k likeliest tokens; 0 = all.")]
    public int TopK { get; init; }

    [Range(0.01, 1.0), Display(Name = "Top-p", Description = "Draw from the fewest tokens that reach this probability; 1 = all.")]
    public double TopP { get; init; } = 1;

    [Range(0, int.MaxValue), Display(Name = "Seed", Description = "The same seed draws the same tokens.")]
    public int Seed { get; init; }

    public IEnumerable<SpecError> Check()
    {
        if (Prompt.Length > LongestPrompt)
            yield return new SpecError("prompt", $"{Prompt.Length} characters are too many: at most {LongestPrompt}.");
        if (Given.Length > LongestPrompt)
            yield return new SpecError("given", $"{Given.Length} characters are too many: at most {LongestPrompt}.");
    }
}
