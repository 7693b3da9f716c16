// Shapes: B rows, T inputs, S tokens of a row so far, C width, V vocabulary.
using LabPortal.Training.Decoding;
using LabPortal.Training.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Training.Models;

/// <summary>
/// Tensor names are GPT-2's (wte, wpe, h.N.attn.c_attn …); linear weights are (out, in), as torch keeps them. With n heads the last n blocks
/// stand side by side instead of one after another: each reads what the blocks before them, the trunk, make of a row.
/// </summary>
internal sealed class GptNetwork : Network
{
    private readonly GptOptions _options;
    private readonly int _trunk;
    private readonly Embedding wte, wpe;
    private readonly Dropout drop;
    private readonly ModuleList<GptBlock> h;
    private readonly LayerNorm ln_f;
    private readonly Linear? lm_head;

    public GptNetwork(GptOptions options, int vocabulary, int length, int heads = 1)
        : base(nameof(GptNetwork), length)
    {
        _options = options;
        _trunk = options.Layers - heads;
        wte = Embedding(vocabulary, options.Width);
        wpe = Embedding(length, options.Width);
        drop = Dropout(options.Dropout);
        h = new ModuleList<GptBlock>(Enumerable.Range(0, options.Layers).Select(_ => new GptBlock(options)).ToArray());
        ln_f = LayerNorm(options.Width, bias: options.Bias);
        if (!options.Tied)
            lm_head = Linear(options.Width, vocabulary, hasBias: false);
        RegisterComponents();
        Initialise();
    }

    public override Tensor LastHidden(Tensor tokens_BT, AttentionKind attention, int last, Tensor? noise_B = null)
    {
        using var scope = NewDisposeScope();
        return Head(0, Trunk(tokens_BT, attention), attention, last).MoveToOuterDisposeScope();
    }

    public override Tensor[] Futures(Tensor tokens_BT, AttentionKind attention, int last)
    {
        using var scope = NewDisposeScope();
        var trunk_BTC = Trunk(tokens_BT, attention);
        return [.. Enumerable.Range(0, h.Count - _trunk).Select(head => Head(head, trunk_BTC, attention, last).MoveToOuterDisposeScope())];
    }

    public override Tensor Logits(Tensor hidden_BTC) =>
        lm_head is null ? functional.linear(hidden_BTC, wte.weight!) : lm_head.forward(hidden_BTC);

    public override DecodingState StartDecoding(int rows, int length, bool drafts = false)
    {
        var (room, headWidth) = (Math.Min(length, Length), _options.Width / _options.Heads);
        return drafts
            ? new DraftingCache(_trunk + 1, h.Count - _trunk - 1, rows, _options.Heads, room, headWidth, wte.weight!)
            : new KeyValueCache(_trunk + 1, rows, _options.Heads, room, headWidth, wte.weight!);
    }

    /// <remarks>Past the network's length every token moves one position down, and with it all that was kept: from there on, all is read again.</remarks>
    public override Tensor Next(Tensor tokens_BS, DecodingState state, int last = 1)
    {
        if (tokens_BS.shape[1] > Length)
            return base.Next(tokens_BS, state, last);
        using var scope = NewDisposeScope();
        var cache = (KeyValueCache)state;
        var tokens = (int)tokens_BS.shape[1] - cache.Read;
        var hidden_BTC = wte.forward(tokens_BS.narrow(1, cache.Read, tokens)) + wpe.weight!.narrow(0, cache.Read, tokens);
        for (var layer = 0; layer < _trunk; layer++)
        {
            using var inner = NewDisposeScope();
            using var before_BTC = hidden_BTC;
            hidden_BTC = h[layer].Continue(before_BTC, (layer, cache), tokens).MoveToOuterDisposeScope();
        }

        (cache as DraftingCache)?.Follow(hidden_BTC);
        var head_BLC = h[_trunk].Continue(hidden_BTC, (_trunk, cache), last);
        cache.Advance(tokens);
        return ln_f.forward(head_BLC).MoveToOuterDisposeScope();
    }

    public override Tensor? Drafts(DecodingState state)
    {
        var cache = (DraftingCache)state;
        var further = h.Count - _trunk - 1;
        if (further == 0)
            return null;
        using var scope = NewDisposeScope();
        var unread_BTC = cache.Unread;
        var said_BHC = cat([.. Enumerable.Range(0, further).Select(head => h[_trunk + 1 + head].Continue(unread_BTC, (head, cache.Further), 1))], 1);
        cache.Further.Advance((int)unread_BTC.shape[1]);
        return ln_f.forward(said_BHC).MoveToOuterDisposeScope();
    }

    /// <returns>Shape (B, T, C).</returns>
    private Tensor Trunk(Tensor tokens_BT, AttentionKind attention)
    {
        using var scope = NewDisposeScope();
        var positions_T = arange(tokens_BT.shape[1], dtype: int64, device: tokens_BT.device);
        var hidden_BTC = drop.forward(wte.forward(tokens_BT) + wpe.forward(positions_T));
        for (var layer = 0; layer < _trunk; layer++)
        {
            // What backward needs is kept by the graph; the rest goes at once, not with the last layer.
            using var inner = NewDisposeScope();
            using var before_BTC = hidden_BTC;
            hidden_BTC = h[layer].Forward(before_BTC, attention, (int)tokens_BT.shape[1]).MoveToOuterDisposeScope();
        }

        return hidden_BTC.MoveToOuterDisposeScope();
    }

    /// <returns>Shape (B, last, C), normalised.</returns>
    private Tensor Head(int head, Tensor trunk_BTC, AttentionKind attention, int last)
    {
        using var scope = NewDisposeScope();
        return ln_f.forward(h[_trunk + head].Forward(trunk_BTC, attention, last)).MoveToOuterDisposeScope();
    }

    /// <summary>Normal(0, 0.02) for weights, zero for biases; residual projections and positions as the options say.</summary>
    private void Initialise()
    {
        using var off = no_grad();
        foreach (var (name, parameter) in named_parameters())
        {
            if (name.EndsWith(".bias", StringComparison.Ordinal))
                init.zeros_(parameter);
            else if (parameter.dim() >= 2)
                init.normal_(parameter, 0, Deviation(name));
        }
    }

    private double Deviation(string name) =>
        name == "wpe.weight" ? _options.PositionStd
        : _options.ScaledResidual && name.EndsWith("c_proj.weight", StringComparison.Ordinal) ? 0.02 / Math.Sqrt(2 * _options.Layers)
        : 0.02;
}
