namespace LabPortal.Data.Playground;

/// <summary>A token of an answer with what the network thought at its place: softmax at temperature 1.</summary>
/// <param name="Probability">Null where the network had no say.</param>
/// <param name="Right">Whether it is the reference's; null without a reference.</param>
/// <param name="Top">The likeliest tokens, likeliest first.</param>
public sealed record PlaygroundToken(string Text, double? Probability, bool? Right, IReadOnlyList<PlaygroundChoice> Top);
