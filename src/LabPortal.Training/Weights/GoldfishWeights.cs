using LabPortal.Training.Objectives;

namespace LabPortal.Training.Weights;

/// <summary>
/// The static mask of the goldfish loss (Hans et al. 2024, arXiv 2406.10209, section 3.1): target positions start, start + k, …
/// carry no loss, so that no text can be learnt verbatim.
/// </summary>
public sealed class GoldfishWeights(GoldfishOptions options) : ITokenWeights
{
    public void Apply(TrainingRows rows, Span<float> weights_BL)
    {
        for (var row = 0; row < rows.Rows; row++)
            for (var i = options.Start; i < rows.Supervised; i += options.K)
                weights_BL[row * rows.Supervised + i] = 0;
    }
}
