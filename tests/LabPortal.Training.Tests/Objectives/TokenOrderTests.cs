// Shapes: B rows, L target tokens, V vocabulary.
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Objectives;

/// <summary>Against the rows and the loss that published code gave (its plain form) for window 3, four tokens and a sequence of seven.</summary>
public sealed class TokenOrderTests
{
    private const float None = float.NegativeInfinity;

    private static readonly long[] Sequence = [1, 2, 1, 3, 0, 2, 2];
    private static readonly float[] Golden = [None, 3, 2, 0, 0, 2, 3, 1, 1, 3, 0, 2, 2, None, 1, 3];

    [Fact]
    public void Targets_GoldenSequence_GivesTheGoldenRows()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Golden, Targets(null, 3)[..16]);
    }

    [Fact]
    public void Each_GoldenLogits_GivesTheGoldenLoss()
    {
        using var scope = NewDisposeScope();
        var scores_1LV = tensor(Enumerable.Range(0, 16).Select(i => (float)Math.Sin(0.7 * i)).ToArray()).reshape(1, 4, 4);
        Assert.Equal(1.676987, TokenOrderLoss.Each(scores_1LV, tensor(Golden).reshape(1, 4, 4)).mean().item<float>(), 1e-6);
    }

    [Fact]
    public void Targets_WindowZero_ReachesToTheEnd()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([3, 7, 6, 4], Targets(null, 0)[..4]);
        Assert.Equal([None, None, 7, None], Targets(null, 0)[^4..]);
    }

    [Fact]
    public void Targets_LabelThatDoesNotCount_IsNoOccurrence()
    {
        using var scope = NewDisposeScope();
        var targets = Targets([1, 0, 1, 1, 1, 0, 0], 3);
        Assert.Equal([None, 3, None, 0], targets[..4]); // token 2 stands where nothing counts
        Assert.Equal([None, None, None, None], targets[^4..]);
    }

    [Fact]
    public void Mean_PlacesThatDoNotCount_AreLeftOut()
    {
        using var scope = NewDisposeScope();
        var scores_1LV = tensor(Enumerable.Range(0, 28).Select(i => (float)Math.Sin(0.7 * i)).ToArray()).reshape(1, 7, 4).requires_grad_();
        var (labels_BL, weights_BL) = (tensor(Sequence, 1, 7), tensor(new float[] { 1, 1, 1, 1, 0, 0, 0 }, 1, 7));
        var mean = TokenOrderLoss.Mean(scores_1LV, labels_BL, weights_BL, 0);
        var alone = TokenOrderLoss.Mean(scores_1LV.narrow(1, 0, 4), labels_BL.narrow(1, 0, 4), null, 0);
        Assert.Equal(alone.item<float>(), mean.item<float>(), 1e-6);
        mean.backward();
        var gradient = scores_1LV.grad!.data<float>().ToArray();
        Assert.All(gradient, value => Assert.True(float.IsFinite(value)));
        Assert.All(gradient[16..], value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2.5, 4)]
    public void Loss_OfANetwork_IsNextTokensAndTheWeightedOrder(double weight, int window)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = new GptModel(new GptOptions { Layers = 1, Heads = 2, Width = 16 }).Build(11, 8);
        network.AddHead(16, 11);
        var rows = new RowTensors(randint(0, 11, new long[] { 3, 8 }), randint(0, 11, new long[] { 3, 5 }));
        var order = TokenOrderLoss.Mean(network.Outputs(network.LastHidden(rows.Inputs, AttentionKind.Causal, 5)), rows.Labels, null, window);
        var next = ((IObjective)new NextTokenObjective()).Loss(network, rows);
        var loss = new TokenOrderObjective(new TokenOrderOptions { Weight = weight, Window = window }).Loss(network, rows);
        Assert.Equal(next.item<float>() + weight * order.item<float>(), loss.item<float>(), 1e-5);
        loss.backward();
        Assert.Equal(weight > 0, network.get_parameter("head.weight")!.grad!.abs().max().item<float>() > 0);
    }

    private static float[] Targets(float[]? weights, int window) =>
        TokenOrderLoss.Targets(tensor(Sequence, 1, 7), weights is null ? null : tensor(weights, 1, 7), 4, window).data<float>().ToArray();
}
