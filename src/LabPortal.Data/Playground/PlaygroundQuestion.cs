namespace LabPortal.Data.Playground;

/// <summary>What a checkpoint is asked.</summary>
/// <param name="Prompt">In the task's tokens; null takes the held-out example <paramref name="Example"/>.</param>
/// <param name="Example">Place of a held-out example; null with a prompt that was typed.</param>
/// <param name="Given">Output tokens to go on from, instead of the network's own; empty for none.</param>
/// <param name="Length">Output tokens, with the given ones; null takes the task's target length.</param>
/// <param name="Temperature">0 = greedy.</param>
/// <param name="TopK">0 = all tokens.</param>
/// <param name="TopP">1 = all tokens.</param>
public sealed record PlaygroundQuestion(
    string? Prompt, int? Example, IReadOnlyList<string> Given, int? Length, double Temperature, int TopK, double TopP, long Seed);
