namespace LabPortal.Training.Decoding;

/// <summary>What a network thought at one place of an output: softmax at temperature 1, before top-k and top-p.</summary>
/// <param name="Probability">Of the token that stands there.</param>
/// <param name="Top">The likeliest tokens, likeliest first; as many as were asked for.</param>
public sealed record TokenScore(float Probability, IReadOnlyList<TokenChance> Top);
