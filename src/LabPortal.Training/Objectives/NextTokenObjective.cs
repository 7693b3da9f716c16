// Shapes: B rows, T inputs, L target tokens, V vocabulary.
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>Each target token from all before it, with the true ones shown (teacher forcing): −Σ log p(r_j | prompt, r_&lt;j) / L.</summary>
public sealed class NextTokenObjective : IObjective
{
    public AttentionKind Attention => AttentionKind.Causal;

    public Vocabulary Extend(Vocabulary vocabulary) => vocabulary;

    public TrainingRows Prepare(ExampleBatch batch, Vocabulary vocabulary, SeededRandom random)
    {
        var inputs_BT = new long[batch.Rows * batch.Inputs];
        for (var row = 0; row < batch.Rows; row++)
            batch.WriteForced(row, inputs_BT.AsSpan(row * batch.Inputs, batch.Inputs));
        return new TrainingRows(batch.Rows, batch.Inputs, batch.Target, inputs_BT, batch.Labels(), batch.Weights());
    }

    public Tensor TargetLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device)
    {
        var rows = Prepare(batch, vocabulary, new SeededRandom(0, Purpose.Step));
        return network.LastLogits(tensor(rows.Inputs, batch.Rows, batch.Inputs).to(device), Attention, batch.Target);
    }

    public int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Vocabulary vocabulary, Sampler sampler, Device device, TokenScores? scores = null) =>
        LeftToRight.Generate(network, prompts, length, sampler, device, scores: scores);
}
