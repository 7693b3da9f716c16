using LabPortal.Training.Objectives;

namespace LabPortal.Training.Weights;

/// <summary>How much each target token counts in the loss.</summary>
public interface ITokenWeights
{
    /// <summary>Multiplies into the weights of the rows' target tokens.</summary>
    /// <param name="weights_BL">B·L, row after row.</param>
    void Apply(TrainingRows rows, Span<float> weights_BL);
}
