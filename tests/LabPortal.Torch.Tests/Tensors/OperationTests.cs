using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LabPortal.Torch.Tests.Tensors;

/// <summary>Operations against the same value worked out in plain C#.</summary>
public sealed class OperationTests
{
    private static readonly double[] s_values = [-2.5, -1, -0.25, 0.3, 1.75, 3];

    public static TheoryData<string> Names => [.. s_unary.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Torch, Func<double, double> Plain)> s_unary = new()
    {
        ["abs"] = (x => x.abs(), Math.Abs),
        ["exp"] = (x => x.exp(), Math.Exp),
        ["expm1"] = (x => x.expm1(), v => Math.Exp(v) - 1),
        ["log1p of abs"] = (x => x.abs().log1p(), v => Math.Log(1 + Math.Abs(v))),
        ["log of abs"] = (x => x.abs().log(), v => Math.Log(Math.Abs(v))),
        ["log2 of abs"] = (x => x.abs().log2(), v => Math.Log2(Math.Abs(v))),
        ["sqrt of abs"] = (x => x.abs().sqrt(), v => Math.Sqrt(Math.Abs(v))),
        ["rsqrt of abs"] = (x => x.abs().rsqrt(), v => 1 / Math.Sqrt(Math.Abs(v))),
        ["reciprocal"] = (x => x.reciprocal(), v => 1 / v),
        ["neg"] = (x => -x, v => -v),
        ["floor"] = (x => x.floor(), Math.Floor),
        ["ceil"] = (x => x.ceil(), Math.Ceiling),
        ["trunc"] = (x => x.trunc(), Math.Truncate),
        ["round"] = (x => x.round(), v => Math.Round(v, MidpointRounding.ToEven)),
        ["sign"] = (x => x.sign(), v => Math.Sign(v)),
        ["sin"] = (x => x.sin(), Math.Sin),
        ["cos"] = (x => x.cos(), Math.Cos),
        ["tan"] = (x => x.tan(), Math.Tan),
        ["atan"] = (x => x.atan(), Math.Atan),
        ["sinh"] = (x => x.sinh(), Math.Sinh),
        ["cosh"] = (x => x.cosh(), Math.Cosh),
        ["tanh"] = (x => x.tanh(), Math.Tanh),
        ["sigmoid"] = (x => x.sigmoid(), v => 1 / (1 + Math.Exp(-v))),
        ["relu"] = (x => x.relu(), v => Math.Max(0, v)),
        ["silu"] = (x => x.silu(), v => v / (1 + Math.Exp(-v))),
        ["softplus"] = (x => x.softplus(), v => Math.Log(1 + Math.Exp(v))),
        ["gelu tanh"] = (x => x.gelu(TorchSharp.Modules.GELU.Approximate.tanh), v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)))),
        ["gelu"] = (x => x.gelu(), v => 0.5 * v * (1 + Erf(v / Math.Sqrt(2)))),
        ["erf"] = (x => x.erf(), Erf),
        ["pow"] = (x => x.pow(3), v => v * v * v),
        ["number - x"] = (x => 2 - x, v => 2 - v),
        ["number / x"] = (x => 2 / x, v => 2 / v),
        ["x % 2"] = (x => x % 2, v => v - 2 * Math.Floor(v / 2)),
        ["clamp"] = (x => x.clamp(-1, 1), v => Math.Clamp(v, -1, 1)),
        ["clamp below"] = (x => x.clamp(max: (Scalar)1), v => Math.Min(v, 1)),
        ["add alpha"] = (x => x.add(x, 0.5), v => 1.5 * v),
        ["div trunc"] = (x => x.div(0.7, RoundingMode.trunc), v => Math.Truncate(v / 0.7)),
        ["div floor"] = (x => x.div(0.7, RoundingMode.floor), v => Math.Floor(v / 0.7)),
        ["floor_divide"] = (x => x.floor_divide(0.7), v => Math.Floor(v / 0.7)),
        ["atan2"] = (x => x.atan2(x.cos()), v => Math.Atan2(v, Math.Cos(v))),
        ["in place"] = (x => x.clone().mul_(2).add_(1).neg_().sub_(0.5).div_(4), v => (-(2 * v + 1) - 0.5) / 4),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Elementwise_Values_MatchPlainCode(string name)
    {
        var (operation, plain) = s_unary[name];
        var given = operation(tensor(s_values)).data<double>().ToArray();
        for (var i = 0; i < s_values.Length; i++) Assert.Equal(plain(s_values[i]), given[i], 1e-12);
    }

    [Fact]
    public void Comparisons_Elementwise_AnswerBooleans()
    {
        var (a, b) = (tensor(new[] { 1, 2, 3 }), tensor(new[] { 3, 2, 1 }));
        Assert.Equal([false, true, false], (a == b).data<bool>().ToArray());
        Assert.Equal([true, false, true], (a != b).data<bool>().ToArray());
        Assert.Equal([true, false, false], (a < b).data<bool>().ToArray());
        Assert.Equal([false, true, true], (a >= b).data<bool>().ToArray());
        Assert.Equal([false, false, true], (a > 2).data<bool>().ToArray());
        Assert.Equal([true, false, false], (2 > a).data<bool>().ToArray());
        Assert.Equal([true, true, false], (~(a > b)).data<bool>().ToArray());
        Assert.True((a <= 3).all().item<bool>());
        Assert.False((a > 3).any().item<bool>());
        Assert.True(a.Equals(tensor(new[] { 1, 2, 3 })));
        Assert.False(a.Equals(b));
        Assert.True(a.to(float32).allclose(a.to(float32) + 1e-7));
        Assert.Equal([false, true, false], tensor(new[] { 1, double.NaN, double.PositiveInfinity }).isnan().data<bool>().ToArray());
        Assert.Equal([true, false, false], tensor(new[] { 1, double.NaN, double.PositiveInfinity }).isfinite().data<bool>().ToArray());
    }

    [Fact]
    public void Products_OfMatrices_MatchThreeLoops()
    {
        var random = new Random(2);
        var (a, b) = (Random(random, 3, 4), Random(random, 4, 5));
        var expected = new double[3, 5];
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 5; j++)
                for (var k = 0; k < 4; k++) expected[i, j] += a[i, k] * b[k, j];
        foreach (var product in new[] { tensor(a).matmul(tensor(b)), tensor(a).mm(tensor(b)), tensor(a).unsqueeze(0).bmm(tensor(b).unsqueeze(0))[0], einsum("ik,kj->ij", tensor(a), tensor(b)) })
            Assert.True(product.allclose(tensor(expected)));
    }

    [Fact]
    public void Reductions_OverDimensions_MatchPlainCode()
    {
        var x = tensor(new double[,] { { 1, 5, 3 }, { 4, 2, 9 } });
        Assert.Equal(24, x.sum().item<double>());
        Assert.Equal([5d, 7, 12], x.sum(0L).data<double>().ToArray());
        Assert.Equal([2, 1], x.sum(1, keepdim: true).shape);
        Assert.Equal([3d, 5], x.mean([1]).data<double>().ToArray());
        Assert.Equal([4d, 13], x.var(1).data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(Math.Sqrt(40 / 6d), x.std(unbiased: false).item<double>(), 1e-12);
        var (values, indexes) = x.max(1);
        Assert.Equal([5d, 9], values.data<double>().ToArray());
        Assert.Equal([1L, 2], indexes.data<long>().ToArray());
        Assert.Equal([0L, 1], x.argmin(1).data<long>().ToArray());
        Assert.Equal(5, x.argmax().item<long>());
        Assert.Equal([3L], x.min(0).values.shape);
        Assert.Equal([9d, 4], x[1].topk(2).values.data<double>().ToArray());
        Assert.Equal([2L, 0], x[1].topk(2).indexes.data<long>().ToArray());
        Assert.Equal([9d, 4, 2], x[1].sort(descending: true).Values.data<double>().ToArray());
        Assert.Equal([0L, 2, 1], x[0].argsort().data<long>().ToArray());
        Assert.Equal([1d, 6, 9], x[0].cumsum(0).data<double>().ToArray());
        Assert.Equal(Math.Sqrt(136), x.norm().item<double>(), 1e-12);
        Assert.Equal(15, x.prod(1)[0].item<double>());
        Assert.Equal([0L, 1, 2, 0, 1], tensor(new long[] { 2, 1, 4, 2 }).bincount(null).data<long>().ToArray());
        Assert.Equal([1L, 3], tensor(new[] { 0, 2, 0, 1 }).nonzero().flatten().data<long>().ToArray());
    }

    [Fact]
    public void Sum_LiteralZero_IsRefused() => Assert.Throws<ArgumentException>(() => ones(2, 2).sum(0));

    [Fact]
    public void Softmax_OfLogits_MatchesItsDefinition()
    {
        double[] logits = [1, 2.5, -0.3];
        var total = logits.Sum(Math.Exp);
        var soft = tensor(logits).softmax(0).data<double>().ToArray();
        var log = tensor(logits).log_softmax(0).data<double>().ToArray();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Math.Exp(logits[i]) / total, soft[i], 1e-12);
            Assert.Equal(logits[i] - Math.Log(total), log[i], 1e-12);
        }

        Assert.Equal(Math.Log(total), tensor(logits).logsumexp(0).item<double>(), 1e-12);
        Assert.Equal(ScalarType.Float64, tensor(new[] { 1f, 2 }).softmax(0, float64).dtype);
    }

    [Fact]
    public void OneHot_OfNumbers_MarksTheClass() =>
        Assert.Equal([0L, 1, 0, 0, 0, 1], F.one_hot(tensor(new long[] { 1, 2 }), 3).flatten().data<long>().ToArray());

    private static double[,] Random(Random random, int rows, int columns)
    {
        var result = new double[rows, columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) result[i, j] = random.NextDouble() - 0.5;
        return result;
    }

    // erf by its Maclaurin series: exact to 1e-14 for |v| below 4.
    private static double Erf(double v)
    {
        double sum = 0, term = v;
        for (var n = 0; n < 120; n++)
        {
            sum += term / (2 * n + 1);
            term *= -v * v / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
