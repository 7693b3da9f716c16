using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>The rows of a step where the network is.</summary>
/// <param name="Inputs">Shape (B, T), int64.</param>
/// <param name="Labels">Shape (B, L), int64, for the last L positions.</param>
/// <param name="Weights">Shape (B, L), or null where every token counts alike.</param>
/// <param name="Noise">Shape (B): each row's noise level; null where nothing is noised.</param>
public sealed record RowTensors(Tensor Inputs, Tensor Labels, Tensor? Weights = null, Tensor? Noise = null)
{
    /// <summary>The same in plain memory; null where they were made from nothing else.</summary>
    public TrainingRows? Plain { get; private init; }

    /// <param name="place">Brings a tensor to where the network is.</param>
    public static RowTensors Of(TrainingRows rows, Func<Tensor, Tensor> place) => new(
        place(tensor(rows.Inputs, rows.Rows, rows.Length)), place(tensor(rows.Labels, rows.Rows, rows.Supervised)),
        rows.Weights is null ? null : place(tensor(rows.Weights, rows.Rows, rows.Supervised)), rows.Noise is null ? null : place(tensor(rows.Noise)))
    {
        Plain = rows,
    };
}
