// Shapes: B rows, H heads, S tokens it has room for, T new tokens, D width of a head.
using LabPortal.Training.Decoding;
using static TorchSharp.torch;

namespace LabPortal.Training.Models;

/// <summary>Keys and values of the tokens read so far, for each layer of an attention network; taken once, filled in place.</summary>
internal class KeyValueCache : DecodingState
{
    private readonly (Tensor Keys, Tensor Values)[] _layers_BHSD;

    public KeyValueCache(int layers, int rows, int heads, int room, int headWidth, Tensor like)
    {
        using var outside = NewDisposeScope();
        Tensor Room() => empty(rows, heads, room, headWidth, like.dtype, like.device).DetachFromDisposeScope();
        _layers_BHSD = [.. Enumerable.Range(0, layers).Select(_ => (Room(), Room()))];
    }

    /// <summary>Adds a layer's keys and values behind those of the tokens read before.</summary>
    /// <returns>Views of all so far, shape (B, H, read + T, D).</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys_BHTD, Tensor values_BHTD)
    {
        var (keys, values) = _layers_BHSD[layer];
        return (Add(keys, keys_BHTD), Add(values, values_BHTD));
    }

    /// <summary>Every layer has appended the tokens.</summary>
    public void Advance(int tokens) => Read += tokens;

    public override void Keep(int tokens) => Read = Math.Min(Read, tokens);

    protected override void Dispose(bool disposing)
    {
        foreach (var (keys, values) in _layers_BHSD)
        {
            keys.Dispose();
            values.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Add(Tensor all_BHSD, Tensor new_BHTD)
    {
        all_BHSD.narrow(2, Read, new_BHTD.shape[2]).copy_(new_BHTD);
        return all_BHSD.narrow(2, 0, Read + new_BHTD.shape[2]);
    }
}
