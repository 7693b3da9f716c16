using LabPortal.Training.Specs;

namespace LabPortal.Training.Playground;

/// <summary>What came of a question, tokens in the order in which the model gives them; or all that was wrong with it.</summary>
public sealed record PlayResult
{
    /// <summary>Empty where all went well. A field is empty where it is not the question's fault.</summary>
    public IReadOnlyList<SpecError> Errors { get; init; } = [];

    public IReadOnlyList<string> Prompt { get; init; } = [];

    /// <summary>Null where the prompt has no right answer.</summary>
    public IReadOnlyList<string>? Reference { get; init; }

    /// <summary>The output, on the model's own tokens.</summary>
    public IReadOnlyList<PlayToken> Free { get; init; } = [];

    /// <summary>How many of <see cref="Free"/> were given.</summary>
    public int Given { get; init; }

    /// <summary>The likeliest token at each place with the reference shown as in training; null without a reference, or where training shows none.</summary>
    public IReadOnlyList<PlayToken>? Forced { get; init; }

    /// <summary>The task's judgement; null where it has none.</summary>
    public bool? Correct { get; init; }

    /// <summary>The judgement in words.</summary>
    public string? Note { get; init; }

    /// <summary>What the task says of the output beside right or wrong.</summary>
    public IReadOnlyList<string> Verdicts { get; init; } = [];

    /// <summary>How the output came about, where not one token after another; null where so.</summary>
    public string? Decoding { get; init; }

    /// <summary>Whether tokens are written without spaces between.</summary>
    public bool RunsTogether { get; init; }

    /// <summary>What the answer took.</summary>
    public double Milliseconds { get; init; }

    public static PlayResult Refused(params IReadOnlyList<SpecError> errors) => new() { Errors = errors };
}
