using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>
/// The exponential moving average of a network's weights, which is what is evaluated: average ← d · average + (1 − d) · weights after each
/// update, with d = min(decay, (1 + n) / (10 + n)) at the n-th, as SEDD and MDLM are published with (Lou et al. 2024, Sahoo et al. 2024).
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly double _decay;
    private readonly (string Name, Parameter InNetwork, Tensor Aside)[] _weights;

    public WeightAverage(IEnumerable<(string Name, Parameter Parameter)> parameters, double decay)
    {
        using var off = no_grad();
        _decay = decay;
        _weights = [.. parameters.Select(one => (one.Name, one.Parameter, one.Parameter.clone()))];
    }

    /// <summary>What is not in the network, as live tensors: the averages, or during <see cref="InNetwork"/> the weights that train.</summary>
    public IEnumerable<(string Name, Tensor Value)> Aside => _weights.Select(one => (one.Name, one.Aside));

    /// <summary>Begins anew from the weights in the network.</summary>
    public void Restart()
    {
        using var off = no_grad();
        foreach (var (_, weight, average) in _weights)
            average.copy_(weight);
    }

    /// <param name="updates">Those of the weights so far, the one that has just been made among them.</param>
    public void Follow(long updates)
    {
        using var off = no_grad();
        var decay = Math.Min(_decay, (1.0 + updates) / (10.0 + updates));
        using var share = tensor((float)(1 - decay), device: _weights[0].Aside.device);
        foreach (var (_, weight, average) in _weights)
            average.lerp_(weight, share);
    }

    /// <summary>The averages stand in the network until the result is disposed.</summary>
    public IDisposable InNetwork() => new Swapped(this);

    public void Dispose()
    {
        foreach (var (_, _, average) in _weights)
            average.Dispose();
    }

    private void Swap()
    {
        using var off = no_grad();
        foreach (var (_, inside, aside) in _weights)
        {
            using var kept = inside.clone();
            inside.copy_(aside);
            aside.copy_(kept);
        }
    }

    private sealed class Swapped : IDisposable
    {
        private readonly WeightAverage _of;

        public Swapped(WeightAverage of) => (_of = of).Swap();

        public void Dispose() => _of.Swap();
    }
}
