// Shapes: N rows, V vocabulary.
using static TorchSharp.torch;

namespace LabPortal.Training.Decoding;

/// <summary>Draws tokens from logits; the same seed draws the same tokens.</summary>
public sealed class Sampler(SamplingOptions options, long seed) : IDisposable
{
    private readonly Generator _generator = new((ulong)seed);

    /// <param name="logits_NV">Shape (N, V), any device.</param>
    /// <returns>N token ids.</returns>
    public int[] Draw(Tensor logits_NV)
    {
        using var scope = NewDisposeScope();
        var tokens_N = options.Temperature == 0
            ? logits_NV.argmax(-1)
            : multinomial(Probabilities(logits_NV.to(float32)).cpu(), 1, false, _generator).squeeze(-1);
        return tokens_N.cpu().data<long>().ToArray().Select(token => (int)token).ToArray();
    }

    public void Dispose() => _generator.Dispose();

    /// <summary>Softmax at the temperature, over the k likeliest tokens, then over the fewest that reach p (Holtzman et al. 2020).</summary>
    internal Tensor Probabilities(Tensor logits_NV)
    {
        var scaled_NV = logits_NV / options.Temperature;
        if (options.TopK > 0 && options.TopK < scaled_NV.shape[1])
        {
            var (largest_NK, _) = scaled_NV.topk(options.TopK, -1);
            scaled_NV = scaled_NV.masked_fill(scaled_NV.lt(largest_NK.narrow(1, options.TopK - 1, 1)), double.NegativeInfinity);
        }

        var probabilities_NV = scaled_NV.softmax(-1);
        if (options.TopP >= 1)
            return probabilities_NV;
        var (sorted_NV, order_NV) = probabilities_NV.sort(-1, true);
        var before_NV = sorted_NV.cumsum(-1) - sorted_NV;
        var kept_NV = sorted_NV.masked_fill(before_NV.ge(options.TopP), 0.0);
        var restored_NV = zeros_like(probabilities_NV).scatter_(-1, order_NV, kept_NV);
        return restored_NV / restored_NV.sum(-1, true);
    }
}
