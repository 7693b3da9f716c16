
namespace LabPortal.Training.Decoding;

/// <summary>How a token is drawn from logits.</summary>
/// <param name="Temperature">0 = greedy.</param>
/// <param name="TopK">0 = all tokens.</param>
/// <param name="TopP">1 = all tokens.</param>
public sealed record SamplingOptions(double Temperature, int TopK, double TopP)
{
    public static readonly SamplingOptions Greedy = new(0, 0, 1);
}
