// Shapes: B rows, T inputs, L target tokens, V vocabulary.
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>
/// Next-token prediction, and beside it a layer that ranks tokens by how soon they come (token order prediction, Zuhri et al. 2025,
/// arXiv 2508.19228): L = next-token loss + weight · ListNet. Only training needs that layer.
/// </summary>
public sealed class TokenOrderObjective(TokenOrderOptions options) : IObjective
{
    private readonly NextTokenObjective _nextToken = new();

    public AttentionKind Attention => AttentionKind.Causal;

    public int Outputs(int vocabulary) => vocabulary;

    public Vocabulary Extend(Vocabulary vocabulary) => vocabulary;

    public TrainingRows Prepare(ExampleBatch batch, Vocabulary vocabulary, SeededRandom random) => _nextToken.Prepare(batch, vocabulary, random);

    public Tensor Loss(Network network, RowTensors rows)
    {
        using var scope = NewDisposeScope();
        var hidden_BLC = network.LastHidden(rows.Inputs, Attention, (int)rows.Labels.shape[1]);
        var next = TokenLoss.Mean(network.Logits(hidden_BLC), rows.Labels, rows.Weights);
        var order = TokenOrderLoss.Mean(network.Outputs(hidden_BLC), rows.Labels, rows.Weights, options.Window);
        return (next + options.Weight * order).MoveToOuterDisposeScope();
    }

    public Tensor TargetLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device) => _nextToken.TargetLogits(network, batch, vocabulary, device);

    public int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Vocabulary vocabulary, Sampler sampler, Device device, TokenScores? scores = null) =>
        _nextToken.Generate(network, prompts, length, vocabulary, sampler, device, scores);
}
