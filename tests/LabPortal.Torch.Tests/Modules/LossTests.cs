using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace LabPortal.Torch.Tests.Modules;

/// <summary>Losses against their formulas in plain C#.</summary>
public sealed class LossTests
{
    private static readonly double[,] s_logits = { { 1, 2, -1 }, { 0.5, -0.5, 3 }, { 2, 2, 0 }, { -1, 0, 1 } };
    private static readonly long[] s_classes = [1, 2, -1, 0];

    // -log softmax(row)[c]
    private static double Nll(int row, long c)
    {
        var total = Enumerable.Range(0, 3).Sum(j => Math.Exp(s_logits[row, j]));
        return Math.Log(total) - s_logits[row, c];
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.None)]
    public void CrossEntropy_IgnoringAClass_MatchesPlainCode(Reduction reduction)
    {
        var given = F.cross_entropy(tensor(s_logits), tensor(s_classes), ignore_index: -1, reduction: reduction).data<double>().ToArray();
        double[] each = [Nll(0, 1), Nll(1, 2), 0, Nll(3, 0)];
        double[] expected = reduction switch
        {
            Reduction.None => each,
            Reduction.Sum => [each.Sum()],
            _ => [each.Sum() / 3], // over the rows that count
        };
        Assert.Equal(expected, given, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void CrossEntropy_WithWeights_DividesByTheirSum()
    {
        double[] weights = [1, 2, 4];
        var given = F.cross_entropy(tensor(s_logits), tensor(s_classes), tensor(weights), ignore_index: -1).item<double>();
        Assert.Equal((2 * Nll(0, 1) + 4 * Nll(1, 2) + Nll(3, 0)) / 7, given, 1e-12);
    }

    [Fact]
    public void CrossEntropy_Smoothed_MixesInTheUniform()
    {
        var given = F.cross_entropy(tensor(s_logits)[..1], tensor(new long[] { 1 }), label_smoothing: 0.3).item<double>();
        var uniform = Enumerable.Range(0, 3).Average(c => Nll(0, c));
        Assert.Equal(0.7 * Nll(0, 1) + 0.3 * uniform, given, 1e-12);
    }

    [Fact]
    public void CrossEntropy_OfPositions_TakesClassesInDimensionOne()
    {
        var flat = F.cross_entropy(tensor(s_logits), tensor(new long[] { 0, 1, 2, 0 })).item<double>();
        var folded = F.cross_entropy(tensor(s_logits).view(2, 2, 3).transpose(1, 2), tensor(new long[,] { { 0, 1 }, { 2, 0 } })).item<double>();
        Assert.Equal(flat, folded, 1e-12);
    }

    [Fact]
    public void CrossEntropy_EverythingIgnored_IsNaN() =>
        Assert.True(double.IsNaN(F.cross_entropy(tensor(s_logits), full([4], -1), ignore_index: -1).item<double>()));

    [Fact]
    public void NllMseL1_SmallExamples_MatchPlainCode()
    {
        var (a, b) = (tensor(new[] { 1.0, 2, 4 }), tensor(new[] { 0.0, 2, 1 }));
        Assert.Equal(10 / 3d, F.mse_loss(a, b).item<double>(), 1e-12);
        Assert.Equal(4, F.l1_loss(a, b, Reduction.Sum).item<double>(), 1e-12);
        Assert.Equal((Nll(0, 1) + Nll(1, 2)) / 2, F.nll_loss(tensor(s_logits)[..2].log_softmax(1), tensor(new long[] { 1, 2 })).item<double>(), 1e-12);
        var bce = F.binary_cross_entropy_with_logits(tensor(new[] { 0.3, -2 }), tensor(new[] { 1.0, 0 })).item<double>();
        Assert.Equal((Math.Log(1 + Math.Exp(-0.3)) + Math.Log(1 + Math.Exp(-2))) / 2, bce, 1e-12);
    }
}
