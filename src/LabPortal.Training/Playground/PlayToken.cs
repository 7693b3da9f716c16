namespace LabPortal.Training.Playground;

/// <summary>A token of an output with what the network thought at its place: softmax at temperature 1, before top-k and top-p.</summary>
/// <param name="Right">Whether it is the reference's; null where that says nothing.</param>
/// <param name="Top">The likeliest tokens, likeliest first.</param>
public sealed record PlayToken(string Text, double Probability, bool? Right, IReadOnlyList<PlayChoice> Top);
