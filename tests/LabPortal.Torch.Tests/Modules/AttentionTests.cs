using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LabPortal.Torch.Tests.Modules;

/// <summary>Attention against four loops in plain C#.</summary>
public sealed class AttentionTests
{
    public static TheoryData<int, int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1, 4 }, { 2, 3, 5, 5, 8 }, { 3, 2, 17, 17, 16 }, { 1, 2, 4, 9, 8 }, { 2, 4, 64, 64, 32 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Attention_Plain_MatchesLoops(int batch, int heads, int queries, int keys, int width) =>
        Compare(batch, heads, queries, keys, width, null, causal: false);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Attention_Causal_SeesNoLaterPosition(int batch, int heads, int queries, int keys, int width) =>
        Compare(batch, heads, queries, keys, width, null, causal: true);

    [Fact]
    public void Attention_BooleanMask_HidesWhatIsFalse()
    {
        var mask = new bool[6, 6];
        for (var i = 0; i < 6; i++)
            for (var j = 0; j < 6; j++) mask[i, j] = i == j || (i * 5 + j) % 3 == 0;
        Compare(2, 2, 6, 6, 4, mask, causal: false);
    }

    [Fact]
    public void Attention_FloatMask_IsAddedToTheScores()
    {
        var (q, k, v) = (randn(1, 1, 3, 4), randn(1, 1, 3, 4), randn(1, 1, 3, 4));
        var hidden = tensor(new[,] { { true, false, false }, { true, true, false }, { true, true, true } });
        var added = zeros(3, 3).masked_fill(~hidden, double.NegativeInfinity);
        Assert.True(F.scaled_dot_product_attention(q, k, v, added).allclose(F.scaled_dot_product_attention(q, k, v, hidden)));
        Assert.True(F.scaled_dot_product_attention(q, k, v, is_casual: true).allclose(F.scaled_dot_product_attention(q, k, v, hidden)));
    }

    [Theory]
    [InlineData(1, 9, false)]
    [InlineData(3, 9, false)]
    [InlineData(3, 9, true)]
    [InlineData(20, 70, false)]
    [InlineData(5, 5, false)]
    public void AttentionAfter_LastTokens_SeeAllUpToThemselves(int queries, int keys, bool wide)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        Tensor Random(int tokens) => randn([2, 3, tokens, 16], dtype: wide ? float64 : float32, generator: generator);
        var (q, k, v) = (Random(queries), Random(keys), Random(keys));
        var seen = ones(queries, keys, dtype: @bool).tril(keys - queries);
        Assert.True(FusedLayers.AttentionAfter(q, k, v).allclose(F.scaled_dot_product_attention(q, k, v, seen), 1e-4, 1e-5));
    }

    [Fact]
    public void Attention_CausalAndMask_AreRefusedTogether() =>
        Assert.Throws<ArgumentException>(() => F.scaled_dot_product_attention(ones(1, 1, 1, 1), ones(1, 1, 1, 1), ones(1, 1, 1, 1), ones(1, 1), is_casual: true));

    // Float32 and float64 take different ways in the shim: gradients of the one against the other.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Attention_Float32Gradients_MatchFloat64(bool causal)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var start = randn(3, 4, 33, 16, dtype: float64);
        var weights = randn(3, 4, 33, 16, dtype: float64);
        Tensor[] Gradients(ScalarType type)
        {
            // Not contiguous, as the heads of a network come: (B, T, H, E) transposed.
            var x = new[] { start, start.cos(), start.sin() }.Select(t => t.to(type).transpose(1, 2).contiguous().transpose(1, 2).detach().requires_grad_()).ToArray();
            (F.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: causal) * weights.to(type)).sum().backward();
            return [.. x.Select(t => t.grad!.to(float64))];
        }

        foreach (var (narrow, wide) in Gradients(float32).Zip(Gradients(float64)))
            Assert.True((narrow - wide).abs().max().item<double>() < 2e-5);
    }

    private static void Compare(int batch, int heads, int queries, int keys, int width, bool[,]? mask, bool causal)
    {
        using var scope = NewDisposeScope();
        manual_seed(9);
        var (q, k, v) = (randn(batch, heads, queries, width), randn(batch, heads, keys, width), randn(batch, heads, keys, width));
        var given = F.scaled_dot_product_attention(q, k, v, mask is null ? null : tensor(mask), is_casual: causal);
        var (qs, ks, vs, gs) = (q.data<float>().ToArray(), k.data<float>().ToArray(), v.data<float>().ToArray(), given.data<float>().ToArray());
        for (var head = 0; head < batch * heads; head++)
            for (var i = 0; i < queries; i++)
            {
                var scores = new double[keys];
                for (var j = 0; j < keys; j++)
                {
                    var seen = causal ? j <= i : mask is null || mask[i, j];
                    var dot = 0.0;
                    for (var e = 0; e < width; e++) dot += (double)qs[(head * queries + i) * width + e] * ks[(head * keys + j) * width + e];
                    scores[j] = seen ? dot / Math.Sqrt(width) : double.NegativeInfinity;
                }

                var top = scores.Max();
                var total = scores.Sum(s => Math.Exp(s - top));
                for (var e = 0; e < width; e++)
                {
                    var expected = 0.0;
                    for (var j = 0; j < keys; j++) expected += Math.Exp(scores[j] - top) / total * vs[(head * keys + j) * width + e];
                    Assert.Equal(expected, gs[(head * queries + i) * width + e], 1e-5);
                }
            }
    }
}
