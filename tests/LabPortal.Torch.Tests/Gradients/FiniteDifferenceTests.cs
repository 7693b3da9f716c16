using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LabPortal.Torch.Tests.Gradients;

/// <summary>Every differentiable operation: the gradient that backward gives against (f(x+h) - f(x-h)) / 2h, in float64.</summary>
public sealed class FiniteDifferenceTests
{
    private static readonly Tensor s_other = Fixed(7, 3, 4);
    private static readonly Tensor s_matrix = Fixed(8, 4, 5);
    private static readonly Tensor s_classes = tensor(new long[] { 1, 0, 3 });
    private static readonly Tensor s_row = Fixed(9, 4);
    private static readonly Tensor s_mask = tensor(new[] { true, false, true, false });

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_operations = new()
    {
        ["add"] = x => x + s_other,
        ["add number"] = x => x + 2.5,
        ["sub"] = x => s_other - x,
        ["number minus"] = x => 2.0 - x,
        ["mul"] = x => x * s_other,
        ["mul number"] = x => x * 3,
        ["div"] = x => s_other / (x + 4),
        ["div number"] = x => x / 3,
        ["number over"] = x => 1.0 / (x + 4),
        ["neg"] = x => -x,
        ["pow number"] = x => (x + 4).pow(2.5),
        ["pow"] = x => (x + 4).pow(s_other),
        ["square"] = x => x.square(),
        ["exp"] = x => x.exp(),
        ["log"] = x => (x + 4).log(),
        ["sqrt"] = x => (x + 4).sqrt(),
        ["rsqrt"] = x => (x + 4).rsqrt(),
        ["abs"] = x => x.abs(),
        ["sin"] = x => x.sin(),
        ["cos"] = x => x.cos(),
        ["tanh"] = x => x.tanh(),
        ["sigmoid"] = x => x.sigmoid(),
        ["relu"] = x => x.relu(),
        ["silu"] = x => x.silu(),
        ["gelu"] = x => x.gelu(),
        ["gelu tanh"] = x => x.gelu(GELU.Approximate.tanh),
        ["softplus"] = x => F.softplus(x),
        ["erf"] = x => x.erf(),
        ["clamp"] = x => x.clamp(-0.5, 0.5),
        ["maximum"] = x => x.maximum(s_other),
        ["minimum"] = x => x.minimum(s_other),
        ["logaddexp"] = x => x.logaddexp(s_other),
        ["matmul"] = x => x.matmul(s_matrix),
        ["mm"] = x => x.mm(s_matrix),
        ["bmm"] = x => x.unsqueeze(0).bmm(s_matrix.unsqueeze(0)),
        ["baddbmm"] = x => s_other.matmul(s_matrix).unsqueeze(0).baddbmm(x.unsqueeze(0), s_matrix.unsqueeze(0), alpha: 0.5f),
        ["outer"] = x => x.flatten().outer(s_row),
        ["einsum"] = x => einsum("ij,jk->ik", x, s_matrix),
        ["transpose"] = x => x.transpose(0, 1) * s_other.t(),
        ["permute"] = x => x.permute(1, 0) * s_other.t(),
        ["view"] = x => x.view(2, 6) * s_other.view(2, 6),
        ["reshape"] = x => x.reshape(4, 3) * s_other.reshape(4, 3),
        ["flatten"] = x => x.flatten() * s_other.flatten(),
        ["expand"] = x => x.unsqueeze(0).expand(2, 3, 4) * s_other,
        ["repeat"] = x => x.repeat(2, 1),
        ["roll"] = x => x.roll(1, 0) * s_other,
        ["flip"] = x => x.flip(1) * s_other,
        ["cat"] = x => cat([x, x * 2, s_other], 1),
        ["stack"] = x => stack([x, x * x], 1),
        ["chunk"] = x => x.chunk(2, 1)[1] * 3,
        ["split"] = x => x.split(new long[] { 1, 3 }, 1)[1].square(),
        ["unbind"] = x => x.unbind(0)[2].square(),
        ["select"] = x => x.select(1, 2).square(),
        ["narrow"] = x => x.narrow(1, 1, 2).square(),
        ["slice"] = x => x.slice(1, 0, 4, 2).square(),
        ["index"] = x => x[TensorIndex.Ellipsis, TensorIndex.Slice(1, null)].square(),
        ["index range"] = x => x[.., 1..3].square(),
        ["index tensor"] = x => x[TensorIndex.Tensor(tensor(new long[] { 0, 2, 2 }))].square(),
        ["index mask"] = x => x[TensorIndex.Colon, TensorIndex.Tensor(s_mask)].square(),
        ["index_select"] = x => x.index_select(1, tensor(new long[] { 3, 0, 0 })).square(),
        ["gather"] = x => x.gather(1, s_classes.unsqueeze(1)).square(),
        ["scatter"] = x => zeros(3, 4, dtype: float64).scatter(1, s_classes.unsqueeze(1), x.narrow(1, 0, 1)).square(),
        ["scatter_add"] = x => s_other.scatter_add(1, s_classes.unsqueeze(1).expand(3, 4), x).square(),
        ["masked_fill"] = x => x.masked_fill(s_mask, 5).square(),
        ["masked_select"] = x => x.masked_select(s_mask).square(),
        ["where"] = x => where(s_mask, x * x, s_other),
        ["tril"] = x => x.tril() * s_other,
        ["triu"] = x => x.triu(1) * s_other,
        ["diagonal"] = x => x.diagonal().square(),
        ["sum"] = x => x.square().sum(),
        ["sum of one"] = x => x.square().sum(1),
        ["mean"] = x => x.square().mean(),
        ["mean of one"] = x => x.square().mean([0], keepdim: true),
        ["var"] = x => x.var(1),
        ["std"] = x => x.std(1, unbiased: false),
        ["prod"] = x => (x + 4).prod(1),
        ["max of one"] = x => x.max(1).values,
        ["amax"] = x => x.amax(0),
        ["topk"] = x => x.topk(2).values.square(),
        ["sort"] = x => x.sort(1).Values * s_other,
        ["norm"] = x => x.norm(),
        ["norm of one"] = x => x.norm(1),
        ["logsumexp"] = x => x.logsumexp(1),
        ["cumsum"] = x => x.cumsum(1).square(),
        ["softmax"] = x => x.softmax(-1) * s_other,
        ["log_softmax"] = x => x.log_softmax(-1) * s_other,
        ["lerp"] = x => x.lerp(s_other, x * 0.3),
        ["addcmul"] = x => x.addcmul(x, s_other, 0.5),
        ["linear"] = x => F.linear(x, s_matrix.t(), Fixed(4, 5)),
        ["layer_norm"] = x => F.layer_norm(x, [4], s_row, s_row) * s_other,
        ["dropout off"] = x => F.dropout(x, 0.5, training: false) * s_other,
        ["embedding_like"] = x => F.one_hot(s_classes, 4).to(float64).matmul(x.t()),
        ["cross_entropy"] = x => F.cross_entropy(x, s_classes),
        ["cross_entropy smooth"] = x => F.cross_entropy(x, s_classes, label_smoothing: 0.1),
        ["cross_entropy ignoring"] = x => F.cross_entropy(x, s_classes, ignore_index: 0),
        ["nll_loss"] = x => F.nll_loss(x.log_softmax(1), s_classes),
        ["mse_loss"] = x => F.mse_loss(x, s_other),
        ["l1_loss"] = x => F.l1_loss(x, s_other),
        ["kl_div"] = x => F.kl_div(x.log_softmax(1), s_other.log_softmax(1), log_target: true),
        ["bce_with_logits"] = x => F.binary_cross_entropy_with_logits(x, s_other.sigmoid()),
        ["attention"] = x => Attend(x, null, false),
        ["attention causal"] = x => Attend(x, null, true),
        ["attention mask"] = x => Attend(x, tensor(new[,] { { true, false, true }, { true, true, false }, { false, false, true } }), false),
        ["attention bias"] = x => Attend(x, Fixed(11, 3, 3), false),
    };

    public static TheoryData<string> Names => [.. s_operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_Operation_MatchesFiniteDifferences(string name)
    {
        using var scope = NewDisposeScope();
        var operation = s_operations[name];
        var x = Fixed(5, 3, 4).requires_grad_();
        var weights = Fixed(6, operation(x).shape);
        (operation(x) * weights).sum().backward();
        var given = x.grad!.data<double>().ToArray();

        using var frozen = no_grad();
        for (var i = 0; i < given.Length; i++)
        {
            const double h = 1e-6;
            double At(double shift)
            {
                var moved = x.detach().clone();
                moved.data<double>()[i / 4, i % 4] += shift;
                return (operation(moved) * weights).sum().item<double>();
            }

            var measured = (At(h) - At(-h)) / (2 * h);
            Assert.True(Math.Abs(measured - given[i]) <= 1e-6 * (1 + Math.Abs(measured)), $"{name}, element {i}: backward {given[i]}, measured {measured}");
        }
    }

    // Queries, keys and values all depend on x, in two heads.
    private static Tensor Attend(Tensor x, Tensor? mask, bool causal)
    {
        var heads = x.view(1, 3, 2, 2).transpose(1, 2);
        return F.scaled_dot_product_attention(heads, heads * 0.7, heads.sin(), mask, is_casual: causal);
    }

    // Values in ±1.5 that are the same in every run and never within 1e-3 of each other's ties.
    private static Tensor Fixed(int seed, params long[] shape)
    {
        var random = new Random(seed);
        var values = new double[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextDouble() * 3 - 1.5;
        return tensor(values, shape).DetachFromDisposeScope();
    }
}
