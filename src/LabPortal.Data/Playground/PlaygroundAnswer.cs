namespace LabPortal.Data.Playground;

/// <summary>What came of a question: tokens in the order in which the model gives them, or what was wrong.</summary>
/// <param name="Field">What of the question is wrong; null where it is not the question's fault.</param>
/// <param name="Error">What went wrong, and what to do; null where all went well.</param>
public sealed record PlaygroundAnswer(string? Field, string? Error)
{
    public IReadOnlyList<string> Prompt { get; init; } = [];

    /// <summary>Null where the prompt has no right answer.</summary>
    public IReadOnlyList<string>? Reference { get; init; }

    /// <summary>On its own output.</summary>
    public IReadOnlyList<PlaygroundToken> Free { get; init; } = [];

    /// <summary>The likeliest token at each place with the reference shown as in training; null without a reference.</summary>
    public IReadOnlyList<PlaygroundToken>? Forced { get; init; }

    /// <summary>The task's judgement; null where it has none.</summary>
    public bool? Correct { get; init; }

    public string? Note { get; init; }
    public IReadOnlyList<string> Verdicts { get; init; } = [];

    /// <summary>How the outputs come about, in words, where it is not one token after another; null where it is.</summary>
    public string? Decoding { get; init; }

    /// <summary>Whether the prompt was one of the held-out examples, and how many there are.</summary>
    public int Examples { get; init; }

    /// <summary>What the worker took for it, in milliseconds.</summary>
    public double Milliseconds { get; init; }
}
