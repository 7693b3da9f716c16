// Shapes: N rows, V vocabulary.
using static TorchSharp.torch;

namespace LabPortal.Training.Decoding;

/// <summary>Draws tokens from logits; the same seed draws the same tokens.</summary>
public sealed class Sampler(SamplingOptions options, long seed) : IDisposable
{
    private Generator? _generator;

    /// <summary>Whether it takes the likeliest token, and draws no lots.</summary>
    public bool IsGreedy => options.Temperature == 0;

    /// <param name="logits_NV">Shape (N, V), any device.</param>
    /// <returns>N token ids.</returns>
    public int[] Draw(Tensor logits_NV)
    {
        using var scope = NewDisposeScope();
        return DrawTensor(logits_NV).cpu().data<long>().ToArray().Select(token => (int)token).ToArray();
    }

    /// <summary>The same without waiting for the device: the largest of p / e with e from an exponential distribution is a draw from p.</summary>
    /// <returns>Shape (N), int64, where the logits are.</returns>
    public Tensor DrawTensor(Tensor logits_NV)
    {
        using var scope = NewDisposeScope();
        if (IsGreedy)
            return logits_NV.argmax(-1).MoveToOuterDisposeScope();
        return DrawFrom(Probabilities(logits_NV.to(float32))).MoveToOuterDisposeScope();
    }

    /// <summary>Draws as the probabilities say, whatever the temperature.</summary>
    /// <param name="probabilities_NV">Shape (N, V); rows need not sum to 1.</param>
    /// <returns>Shape (N), int64.</returns>
    public Tensor DrawFrom(Tensor probabilities_NV)
    {
        using var scope = NewDisposeScope();
        return (probabilities_NV / empty_like(probabilities_NV).exponential_(1, Generator(probabilities_NV.device))).argmax(-1).MoveToOuterDisposeScope();
    }

    /// <returns>Numbers in [0, 1).</returns>
    public Tensor Uniform(long[] shape, Device device) => rand(shape, device: device, generator: Generator(device));

    private Generator Generator(Device device) => _generator ??= new Generator((ulong)seed, device);

    public void Dispose() => _generator?.Dispose();

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
