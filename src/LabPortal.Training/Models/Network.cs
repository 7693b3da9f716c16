// Shapes: B rows, T inputs, S tokens of a row so far, C width, L last positions, V vocabulary.
using LabPortal.Training.Decoding;
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LabPortal.Training.Models;

/// <summary>A network over tokens, in two halves: objectives may supervise few positions, or put heads of their own on the hidden states.</summary>
public abstract class Network(string name, int length) : nn.Module<Tensor, Tensor>(name)
{
    private Linear? _head;

    /// <summary>Most tokens that it reads at once.</summary>
    public int Length { get; } = length;

    /// <summary>What the next token is predicted from.</summary>
    /// <param name="tokens_BT">int64 ids, T at most <see cref="Length"/>.</param>
    /// <param name="last">How many positions are asked for, from the end of each row.</param>
    /// <param name="noise_B">Each row's noise level, for a network that is told it; null = none.</param>
    /// <returns>Shape (B, L, C), normalised.</returns>
    public abstract Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null);

    /// <summary>What each head predicts from: the first the next token, each other one token further ahead.</summary>
    /// <returns>A tensor for each head, shape (B, L, C), normalised.</returns>
    public virtual Tensor[] Futures(Tensor tokens_BT, AttentionKind attention, int last) => [LastHidden(tokens_BT, attention, last)];

    /// <returns>Shape (B, T, C), normalised.</returns>
    public Tensor Hidden(Tensor tokens_BT, AttentionKind attention) => LastHidden(tokens_BT, attention, (int)tokens_BT.shape[1]);

    /// <param name="hidden_BTC">Any number of positions.</param>
    /// <returns>Shape (B, T, V).</returns>
    public abstract Tensor Logits(Tensor hidden_BTC);

    /// <summary>Puts a layer on the hidden states that belongs to the objective; its weights follow from torch's seed.</summary>
    public void AddHead(int width, int outputs)
    {
        _head = nn.Linear(width, outputs, hasBias: false);
        using var off = no_grad();
        nn.init.normal_(_head.weight!, 0, 0.02);
        register_module("head", _head);
    }

    /// <summary>What the objective's layer makes of hidden states.</summary>
    /// <returns>Shape (B, T, outputs).</returns>
    public Tensor Outputs(Tensor hidden_BTC) => (_head ?? throw new InvalidOperationException("The network was built without a layer for its objective.")).forward(hidden_BTC);

    /// <summary>Logits of the last positions alone: the unembedding of the others would be thrown away.</summary>
    /// <returns>Shape (B, <paramref name="last"/>, V).</returns>
    public Tensor LastLogits(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null) => Logits(LastHidden(tokens_BT, attention, last, noise_B));

    /// <summary>Begins to read rows from left to right.</summary>
    /// <param name="length">Most tokens that <see cref="Next"/> will be shown of a row.</param>
    /// <param name="drafts">Whether <see cref="Drafts"/> will be asked for.</param>
    public virtual DecodingState StartDecoding(int rows, int length, bool drafts = false) => new();

    /// <summary>
    /// Reads on. A network that keeps what it has read in its state overrides both methods; this one reads the last
    /// <see cref="Length"/> tokens again.
    /// </summary>
    /// <param name="tokens_BS">The rows so far, with those tokens at the front that the state has read. One more at least than it has.</param>
    /// <param name="last">How many positions are asked for, from the end of those read now.</param>
    /// <returns>Shape (B, L, C): what the token after each is predicted from.</returns>
    public virtual Tensor Next(Tensor tokens_BS, DecodingState state, int last = 1)
    {
        using var scope = NewDisposeScope();
        var length = tokens_BS.shape[1];
        var seen = Math.Min(length, Length);
        return LastHidden(tokens_BS.narrow(1, length - seen, seen), AttentionKind.Causal, last).MoveToOuterDisposeScope();
    }

    /// <summary>After the tokens that a state has read: what each head but the first predicts from, the second the token after the next.</summary>
    /// <returns>Shape (B, heads − 1, C); null for a network of one head.</returns>
    public virtual Tensor? Drafts(DecodingState state) => null;

    public override Tensor forward(Tensor tokens_BT) => Logits(Hidden(tokens_BT, AttentionKind.Causal));
}
