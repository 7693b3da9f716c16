// Shapes: B rows, T inputs, L target tokens, V vocabulary; head k of n, from 1.
using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>
/// The next n tokens from each place, each by a head of its own (Gloeckle et al. 2024, arXiv 2404.19737, eq. 2):
/// −Σ over k of the mean over j of log p_k(r_{j+k−1} | prompt, r_&lt;j). Only the first head writes. Supervised are the places of the target:
/// what a head would have to say after its end is left out, and so are guesses at the target from within the prompt.
/// </summary>
public sealed class MultiTokenObjective(MultiTokenOptions options) : IObjective
{
    private readonly NextTokenObjective _nextToken = new();

    public AttentionKind Attention => AttentionKind.Causal;

    public int Heads => options.Heads;

    public Vocabulary Extend(Vocabulary vocabulary) => vocabulary;

    public TrainingRows Prepare(ExampleBatch batch, Vocabulary vocabulary, SeededRandom random) => _nextToken.Prepare(batch, vocabulary, random);

    public Tensor Loss(Network network, RowTensors rows)
    {
        using var scope = NewDisposeScope();
        var length = (int)rows.Labels.shape[1];
        var losses = network.Futures(rows.Inputs, Attention, length).Select((hidden_BLC, skipped) =>
        {
            using var logits_BLV = network.Logits(hidden_BLC.narrow(1, 0, length - skipped));
            return HeadLoss(logits_BLV, rows, skipped);
        }).Aggregate((sum, loss) => sum + loss);
        return (options.Reduction == HeadSum.Mean ? losses / options.Heads : losses).MoveToOuterDisposeScope();
    }

    public Tensor TargetLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device) => _nextToken.TargetLogits(network, batch, vocabulary, device);

    public IEnumerable<Tensor> HeadLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device)
    {
        var inputs_BT = Prepare(batch, vocabulary, new SeededRandom(0, Purpose.Step)).Inputs;
        var futures = network.Futures(tensor(inputs_BT, batch.Rows, batch.Inputs).to(device), Attention, batch.Target);
        return futures.Select((hidden_BLC, skipped) => network.Logits(hidden_BLC.narrow(1, 0, batch.Target - skipped)));
    }

    public int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Vocabulary vocabulary, Sampler sampler, Device device, TokenScores? scores = null) =>
        options.Decoding == HeadDecoding.SelfSpeculative && prompts.Count == 1 && sampler.IsGreedy
            ? [new SelfSpeculative(network, device).Generate(prompts[0], length, sampler, scores)]
            : _nextToken.Generate(network, prompts, length, vocabulary, sampler, device, scores);

    /// <summary>A head's mean over the labels but the first <paramref name="skipped"/> of each row, which heads before it predict.</summary>
    private static Tensor HeadLoss(Tensor logits_BLV, RowTensors rows, int skipped)
    {
        Tensor Rest(Tensor all_BL) => all_BL.narrow(1, skipped, all_BL.shape[1] - skipped);
        if (skipped == 0 || rows.Weights is null)
            return TokenLoss.Mean(logits_BLV, Rest(rows.Labels), rows.Weights);
        var weights_BL = Rest(rows.Weights);
        var nats = (TokenLoss.Each(logits_BLV, Rest(rows.Labels)) * weights_BL).sum();
        return rows.Plain is { } plain ? nats / plain.WeightAfter(skipped) : nats / weights_BL.sum().clamp(min: 1);
    }
}
