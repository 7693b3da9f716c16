using LabPortal.Training.Objectives;
using LabPortal.Training.Weights;

namespace LabPortal.Training.Tests.Running;

/// <summary>Weights that grow from row to row, from none for the first.</summary>
internal sealed class RampWeights : ITokenWeights
{
    public void Apply(TrainingRows rows, Span<float> weights_BL)
    {
        for (var i = 0; i < weights_BL.Length; i++)
            weights_BL[i] *= 0.7f * (i / rows.Supervised);
    }
}
