using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LabPortal.Torch.Tests.Modules;

public sealed class ModuleTests
{
    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(3, 4);
        private readonly ModuleList<Module<Tensor, Tensor>> rest = new(Linear(4, 4, hasBias: false), LayerNorm(4));
        private readonly ModuleDict<Module> named = ModuleDict(("head", (Module)Linear(4, 2)));
        public readonly Parameter scale = Parameter(ones(1));
        private readonly Tensor steps = zeros(1, dtype: int64);
        private readonly Dropout dropout = Dropout(0.5);

        public Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            steps.add_(1);
            var hidden = rest[1].call(rest[0].call(first.call(input))) * scale;
            return ((Linear)named["head"]).call(dropout.call(hidden));
        }
    }

    [Fact]
    public void Parameters_OfFieldsListsAndDictionaries_AreNamedByPath()
    {
        using var block = new Block();
        Assert.Equal(
            ["scale", "first.weight", "first.bias", "rest.0.weight", "rest.1.weight", "rest.1.bias", "named.head.weight", "named.head.bias"],
            block.named_parameters().Select(np => np.name));
        Assert.Equal(["steps"], block.named_buffers().Select(nb => nb.name));
        Assert.Equal(["first", "rest", "named", "dropout"], block.named_children().Select(nm => nm.name));
        Assert.Contains("rest.0", block.named_modules().Select(nm => nm.name));
        Assert.Equal([4, 3], block.get_parameter("first.weight")!.shape);
        Assert.Equal(9, block.state_dict().Count);
    }

    [Fact]
    public void Train_AndEval_ReachEveryChild()
    {
        using var block = new Block();
        Assert.True(block.training);
        block.eval();
        Assert.All(block.modules(), child => Assert.False(child.training));
        Assert.Equal(block.call(ones(1, 3)).data<float>().ToArray(), block.call(ones(1, 3)).data<float>().ToArray());
        block.train();
        Assert.True(block.named_modules().Single(nm => nm.name == "dropout").module.training);
    }

    [Fact]
    public void StateDict_Loaded_MakesTheModulesEqual()
    {
        using var a = new Block();
        using var b = new Block();
        a.eval();
        b.eval();
        var x = ones(2, 3);
        Assert.False(a.call(x).Equals(b.call(x)));
        b.load_state_dict(a.state_dict());
        Assert.True(a.call(x).Equals(b.call(x)));
        var partial = a.state_dict();
        partial.Remove("scale");
        var error = Assert.Throws<InvalidOperationException>(() => b.load_state_dict(partial));
        Assert.Contains("scale", error.Message);
        Assert.Equal(["scale"], b.load_state_dict(partial, strict: false).missing_keys);
    }

    [Fact]
    public void To_OtherType_KeepsParametersWhoTheyAre()
    {
        using var block = new Block();
        var scale = block.scale;
        block.to(float64);
        Assert.Same(scale, block.get_parameter("scale"));
        Assert.All(block.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        Assert.Equal(ScalarType.Int64, block.get_buffer("steps")!.dtype);
        block.call(ones(1, 3, dtype: float64)).sum().backward();
        Assert.All(block.parameters(), p => Assert.True(p.grad is not null && p.is_leaf));
        block.zero_grad();
        Assert.True(scale.grad is null);
    }

    [Fact]
    public void Sequential_Modules_RunInOrder()
    {
        using var net = Sequential(("a", Linear(2, 3)), ("b", ReLU()), ("c", Linear(3, 1)));
        Assert.Equal(["a.weight", "a.bias", "c.weight", "c.bias"], net.named_parameters().Select(np => np.name));
        var x = randn(4, 2);
        var a = (Linear)net[0];
        var c = (Linear)net[2];
        Assert.True(net.call(x).allclose((x.matmul(a.weight.t()) + a.bias!).relu().matmul(c.weight.t()) + c.bias!));
    }

    [Fact]
    public void Parameters_Tied_AreListedOnce()
    {
        using var table = Embedding(5, 3);
        using var output = Linear(table.weight!);
        using var both = Sequential(table, output);
        Assert.Equal(["0.weight"], both.named_parameters().Select(np => np.name));
        Assert.Equal(["0.weight", "1.weight"], both.state_dict().Keys);
    }

    [Fact]
    public void Hooks_Registered_SeeAndChange()
    {
        using var linear = Linear(2, 2);
        var seen = 0;
        var before = linear.register_forward_pre_hook((_, x) => x * 0);
        var after = linear.register_forward_hook((_, _, y) => { seen++; return y; });
        Assert.True(linear.call(ones(1, 2)).Equals(linear.bias!.unsqueeze(0)));
        before.remove();
        after.remove();
        linear.call(ones(1, 2));
        Assert.Equal(1, seen);
    }

    [Fact]
    public void LayerNorm_Rows_HaveMeanZeroAndVarianceOne()
    {
        using var norm = LayerNorm(16);
        var y = norm.call(randn(8, 16) * 5 + 3);
        Assert.True(y.mean([1]).abs().max().item<float>() < 1e-5);
        Assert.True((y.var(1, unbiased: false) - 1).abs().max().item<float>() < 1e-3);
    }

    [Fact]
    public void Init_Bounds_FollowTheFans()
    {
        manual_seed(4);
        var weights = empty(200, 50);
        Assert.Equal(Math.Sqrt(6.0 / 250), init.xavier_uniform_(weights).abs().max().item<float>(), 1e-3);
        Assert.Equal(Math.Sqrt(2.0 / 250), init.xavier_normal_(weights).std().item<float>(), 2e-3);
        Assert.Equal(1 / Math.Sqrt(50), init.kaiming_uniform_(weights, a: Math.Sqrt(5)).abs().max().item<float>(), 1e-3);
        Assert.Equal(Math.Sqrt(2.0 / 50), init.kaiming_normal_(weights, nonlinearity: init.NonlinearityType.ReLU).std().item<float>(), 5e-3);
        Assert.Equal(0.02, init.normal_(weights, 0, 0.02).std().item<float>(), 1e-3);
        Assert.Equal(1, init.ones_(weights).mean().item<float>());
        Assert.Equal(3, init.constant_(weights, 3).mean().item<float>());
        Assert.Equal(0, init.zeros_(weights).abs().sum().item<float>());
    }
}
