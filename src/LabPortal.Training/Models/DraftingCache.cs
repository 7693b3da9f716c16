// Shapes: B rows, S tokens it has room for, T new tokens, C width.
using static TorchSharp.torch;

namespace LabPortal.Training.Models;

/// <summary>
/// Keys and values of the trunk and its first head, and what the other heads need to follow: their own keys and values, and what the
/// trunk made of the tokens that they have not read yet.
/// </summary>
internal sealed class DraftingCache : KeyValueCache
{
    private readonly Tensor _trunk_BSC;

    public DraftingCache(int layers, int further, int rows, int heads, int room, int headWidth, Tensor like)
        : base(layers, rows, heads, room, headWidth, like)
    {
        using var outside = NewDisposeScope();
        Further = new KeyValueCache(further, rows, heads, room, headWidth, like);
        _trunk_BSC = empty(rows, room, (long)heads * headWidth, like.dtype, like.device).DetachFromDisposeScope();
    }

    /// <summary>Of the heads beyond the first; behind in what it has read.</summary>
    public KeyValueCache Further { get; }

    /// <summary>What the trunk made of the tokens that the other heads have not read, shape (B, T, C).</summary>
    public Tensor Unread => _trunk_BSC.narrow(1, Further.Read, Read - Further.Read);

    /// <summary>Takes what the trunk made of tokens, before they are counted as read.</summary>
    public void Follow(Tensor trunk_BTC) => _trunk_BSC.narrow(1, Read, trunk_BTC.shape[1]).copy_(trunk_BTC);

    public override void Keep(int tokens)
    {
        base.Keep(tokens);
        Further.Keep(tokens);
    }

    protected override void Dispose(bool disposing)
    {
        Further.Dispose();
        _trunk_BSC.Dispose();
        base.Dispose(disposing);
    }
}
