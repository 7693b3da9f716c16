using LabPortal.Training.Decoding;
using LabPortal.Training.Models;
using LabPortal.Training.Tasks;
using static TorchSharp.torch;

namespace LabPortal.Training.Objectives;

/// <summary>How a task is learnt: what the network reads, what it must say, and how an output is drawn from it afterwards.</summary>
public interface IObjective
{
    AttentionKind Attention { get; }

    /// <summary>
    /// How an output comes about, in a sentence, where its tokens are not drawn one after another from the left; null where they
    /// are, so that an output can be gone on from.
    /// </summary>
    string? Decoding => null;

    /// <summary>The vocabulary with the tokens that the objective needs.</summary>
    Vocabulary Extend(Vocabulary vocabulary);

    /// <summary>Why the objective cannot learn this task (a sentence, and what to do), or null.</summary>
    string? Refuses(TaskShape shape) => null;

    /// <summary>Why the objective cannot train such a network, or null.</summary>
    string? Refuses(IModel model) => null;

    /// <summary>Heads that the network must have: each predicts a token further ahead than the one before, and the first the next token.</summary>
    int Heads => 1;

    /// <summary>Outputs of a linear layer of its own, which the network then has beside its logits (<see cref="Network.Outputs"/>); 0 = it needs none.</summary>
    int Outputs(int vocabulary) => 0;

    /// <summary>Tokens of an example that a network reads.</summary>
    int Reads(TaskShape shape) => shape.InputLength;

    /// <summary>Inputs and labels for a training step. Pure: the same batch and random state give the same rows.</summary>
    TrainingRows Prepare(ExampleBatch batch, Vocabulary vocabulary, SeededRandom random);

    /// <summary>
    /// What a step minimises: a scalar, in nats per supervised token, each counting by its weight. A mean over the rows, so that the
    /// losses of a batch's parts, weighted alike, add up to the whole's.
    /// </summary>
    Tensor Loss(Network network, RowTensors rows)
    {
        using var logits_BLV = network.LastLogits(rows.Inputs, Attention, (int)rows.Labels.shape[1]);
        return TokenLoss.Mean(logits_BLV, rows.Labels, rows.Weights);
    }

    /// <summary>What each target token of held-out examples costs, in nats.</summary>
    /// <param name="random">For an objective that can only estimate it.</param>
    /// <returns>Shape (B, L).</returns>
    Tensor Nats(Network network, ExampleBatch batch, Vocabulary vocabulary, SeededRandom random, Device device)
    {
        using var logits_BLV = TargetLogits(network, batch, vocabulary, device);
        return TokenLoss.Each(logits_BLV, tensor(batch.Labels(), batch.Rows, batch.Target).to(device));
    }

    /// <summary>Whether <see cref="Nats"/> is an upper bound in expectation instead of the exact value.</summary>
    bool NatsAreBound => false;

    /// <summary>Logits at the target positions in one pass that is shown the answer wherever the objective shows it in training.</summary>
    /// <returns>Shape (B, L, V).</returns>
    Tensor TargetLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device);

    /// <summary>The same of each head. Head k has no target token for the last k − 1 places.</summary>
    /// <returns>For head k, shape (B, L − k + 1, V).</returns>
    IEnumerable<Tensor> HeadLogits(Network network, ExampleBatch batch, Vocabulary vocabulary, Device device) => [TargetLogits(network, batch, vocabulary, device)];

    /// <summary>Whether <see cref="Generate"/> draws differently at another temperature or top-p.</summary>
    bool HearsTemperature => true;

    /// <summary>The same with another number of sampler steps; null where outputs are not drawn in such steps.</summary>
    IObjective? AtSteps(int steps) => null;

    /// <summary>Network passes over whole rows that an output of so many tokens takes, on average.</summary>
    /// <param name="keeps">Whether the network keeps what it has read while it decodes: from left to right it then reads a row once.</param>
    double Passes(int length, bool keeps) => keeps ? 1 : length;

    /// <summary>Outputs without the answer in sight.</summary>
    /// <param name="prompts">B prompts of one length.</param>
    /// <param name="scores">Is told what the network thought of each token when it was drawn; the tokens are the same without.</param>
    /// <returns>B outputs of <paramref name="length"/> tokens, in the order in which the model learnt them.</returns>
    int[][] Generate(
        Network network, IReadOnlyList<int[]> prompts, int length, Vocabulary vocabulary, Sampler sampler, Device device, TokenScores? scores = null);
}
