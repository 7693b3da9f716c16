// Shapes: B rows, T inputs, L last positions, C width.
using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Models;

/// <summary>Five layers with three heads: a trunk of two blocks, and the last three side by side.</summary>
public sealed class GptHeadsTests
{
    private static readonly GptOptions Options = new() { Layers = 5, Heads = 2, Width = 16 };

    [Fact]
    public void Build_ThreeHeads_HasTheWeightsOfOneHead()
    {
        using var one = Build(1);
        using var three = Build(3);
        Assert.Equal(one.state_dict().Keys.Order(), three.state_dict().Keys.Order());
        Assert.All(one.named_parameters(), pair => Assert.Equal(pair.parameter.data<float>(), three.get_parameter(pair.name)!.data<float>()));
        Assert.Equal(new GptModel(Options).Parameters(11, 8), three.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Futures_OfAHead_AreWhatAShallowNetworkOfTrunkAndItsBlockSays(int head)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var network = Build(3);
        using var shallow = new GptModel(Options with { Layers = 3 }).Build(11, 8);
        foreach (var (name, parameter) in shallow.named_parameters())
            parameter.copy_(network.get_parameter(name.Replace("h.2.", $"h.{2 + head}."))!);
        var tokens_BT = Tokens();
        Assert.Equal(shallow.LastHidden(tokens_BT, AttentionKind.Causal, 4).data<float>(), network.Futures(tokens_BT, AttentionKind.Causal, 4)[head].data<float>());
        if (head == 0)
            Assert.Equal(shallow.forward(tokens_BT).data<float>(), network.forward(tokens_BT).data<float>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Backward_OfAHead_ReachesItsBlockAndTheTrunkAlone(int head)
    {
        using var scope = NewDisposeScope();
        using var network = Build(3);
        network.Logits(network.Futures(Tokens(), AttentionKind.Causal, 4)[head]).square().sum().backward();
        var reached = network.named_parameters().Where(one => one.parameter.grad is { } gradient && gradient.abs().max().item<float>() > 0)
            .Select(one => one.name.StartsWith("h.", StringComparison.Ordinal) ? one.name[..3] : one.name.Split('.')[0]).Distinct();
        Assert.Equal(new[] { "h.0", "h.1", $"h.{2 + head}", "ln_f", "wpe", "wte" }, reached.Order());
    }

    [Fact]
    public void StepFlops_HeadsThatAreNotAsked_CostNothing()
    {
        var model = new GptModel(Options);
        Assert.Equal(new GptModel(Options with { Layers = 3 }).StepFlops(11, 8, 4, 5), model.StepFlops(11, 8, 4, 5, heads: 3, asked: 1));
        Assert.Equal(model.StepFlops(11, 8, 4, 5) + 2 * 4 * 5 * 6.0 * 16 * 11, model.StepFlops(11, 8, 4, 5, heads: 3, asked: 3));
    }

    private static Tensor Tokens() => tensor(new long[] { 1, 4, 2, 8, 5, 7, 10, 0, 3, 6, 9, 1, 3, 2 }, 2, 7);

    private static Network Build(int heads)
    {
        manual_seed(1);
        return new GptModel(Options).Build(11, 8, heads);
    }
}
