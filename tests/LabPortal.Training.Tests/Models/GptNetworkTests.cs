using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Models;

/// <summary>Against logits and loss that PyTorch 1.13 gave for a GPT with weights set by a formula (float32).</summary>
public sealed class GptNetworkTests
{
    private static readonly GptOptions Golden = new() { Layers = 2, Heads = 2, Width = 8, Gelu = GeluForm.Exact };

    [Fact]
    public void Forward_GoldenWeights_GivesTheGoldenLogitsAndLoss()
    {
        using var scope = NewDisposeScope();
        using var network = Filled();
        var logits_BTV = network.forward(tensor(new long[] { 1, 4, 2, 8, 5, 7, 10, 0, 3, 6, 9, 1 }, 2, 6));
        float[] expected = [-0.9156281f, 1.1642383f, -1.3745621f, 1.5396830f, -1.6541708f, 1.7142603f, -1.7179761f, 1.6651955f, -1.5576543f, 1.3988891f, -1.1941206f];
        Assert.All(expected.Zip(logits_BTV[0, 0].data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        var labels_N = tensor(new long[] { 4, 2, 8, 5, 7, 1, -1, -1, -1, 9, 1, 2 });
        var loss = nn.functional.cross_entropy(logits_BTV.reshape(-1, 11), labels_N, ignore_index: -1);
        Assert.Equal(2.9787474, loss.item<float>(), 1e-5);
    }

    [Fact]
    public void Backward_GoldenWeights_AgreesWithFiniteDifferences()
    {
        using var network = Filled().to(float64);
        double Loss()
        {
            using var scope = NewDisposeScope();
            return LossTensor().item<double>();
        }

        Tensor LossTensor() => nn.functional.cross_entropy(
            network.forward(tensor(new long[] { 1, 4, 2, 8, 5, 7 }, 1, 6)).reshape(-1, 11), tensor(new long[] { 4, 2, 8, 5, 7, 1 }));

        LossTensor().backward();
        using var off = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            var flat = parameter.view(-1);
            var gradient = parameter.grad!.view(-1);
            foreach (var i in new[] { 0, flat.numel() / 2, flat.numel() - 1 })
            {
                const double h = 1e-5;
                var before = flat[i].item<double>();
                flat[i].fill_(before + h);
                var above = Loss();
                flat[i].fill_(before - h);
                var below = Loss();
                flat[i].fill_(before);
                Assert.True(Math.Abs((above - below) / (2 * h) - gradient[i].item<double>()) < 1e-7, $"{name}[{i}]");
            }
        }
    }

    [Fact]
    public void Hidden_Causal_DoesNotSeeWhatComesLater()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var network = Filled();
        var first = tensor(new long[] { 1, 4, 2, 8 }, 1, 4);
        var other = tensor(new long[] { 1, 4, 2, 9 }, 1, 4);
        float[] At(Tensor tokens, int position, AttentionKind kind) => network.Hidden(tokens, kind)[0, position].data<float>().ToArray();
        Assert.Equal(At(first, 2, AttentionKind.Causal), At(other, 2, AttentionKind.Causal));
        Assert.NotEqual(At(first, 2, AttentionKind.Bidirectional), At(other, 2, AttentionKind.Bidirectional));
    }

    [Fact]
    public void LastLogits_Some_AreTheLastOfAll()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var network = Filled();
        var tokens = tensor(new long[] { 1, 4, 2, 8 }, 1, 4);
        var all = network.forward(tokens)[0, 2].data<float>().ToArray();
        var last = network.LastLogits(tokens, AttentionKind.Causal, 2)[0, 0].data<float>().ToArray();
        Assert.All(all.Zip(last), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Parameters_EverySwitch_CountsWhatIsBuilt(bool bias, bool tied)
    {
        var model = new GptModel(Golden with { Bias = bias, Tied = tied });
        using var network = model.Build(11, 8);
        Assert.Equal(network.parameters().Sum(one => one.numel()), model.Parameters(11, 8));
    }

    [Fact]
    public void Build_PositionStd_StartsPositionsThere()
    {
        manual_seed(1);
        using var network = new GptModel(new GptOptions { Layers = 1, Width = 64, PositionStd = 1 }).Build(100, 200);
        double Deviation(string name) => network.named_parameters().Single(one => one.name == name).parameter.std().item<float>();
        Assert.InRange(Deviation("wpe.weight"), 0.97, 1.03);
        Assert.InRange(Deviation("wte.weight"), 0.019, 0.021);
        Assert.InRange(Deviation("h.0.mlp.c_proj.weight"), 0.0135, 0.0148);
    }

    [Fact]
    public void Names_Gpt_AreThoseOfGpt2()
    {
        using var network = Filled();
        Assert.Equal(
            ["wte.weight", "wpe.weight", "h.0.ln_1.weight", "h.0.ln_1.bias", "h.0.attn.c_attn.weight", "h.0.attn.c_attn.bias"],
            Order(network).Take(6).Select(one => one.Name));
    }

    /// <summary>Element i of parameter j is 0.3 sin(0.37 i + 0.11 j), in the order of GPT-2's own listing; norm weights 1 + a tenth of that.</summary>
    private static Network Filled()
    {
        var network = new GptModel(Golden).Build(11, 8);
        using var off = no_grad();
        foreach (var ((name, parameter), j) in Order(network).Select((one, j) => (one, j)))
        {
            var norm = name.Contains("ln_") && name.EndsWith(".weight", StringComparison.Ordinal);
            var values = Enumerable.Range(0, (int)parameter.numel())
                .Select(i => 0.3 * Math.Sin(0.37 * i + 0.11 * j))
                .Select(value => (float)(norm ? 1 + 0.1 * value : value)).ToArray();
            parameter.copy_(tensor(values).reshape(parameter.shape));
        }

        return network;
    }

    private static IEnumerable<(string Name, Tensor Parameter)> Order(Network network)
    {
        var all = network.named_parameters().ToDictionary(one => one.name, one => (Tensor)one.parameter);
        string[] block = ["ln_1.weight", "ln_1.bias", "attn.c_attn.weight", "attn.c_attn.bias", "attn.c_proj.weight", "attn.c_proj.bias",
            "ln_2.weight", "ln_2.bias", "mlp.c_fc.weight", "mlp.c_fc.bias", "mlp.c_proj.weight", "mlp.c_proj.bias"];
        string[] names = ["wte.weight", "wpe.weight", .. block.Select(name => "h.0." + name), .. block.Select(name => "h.1." + name), "ln_f.weight", "ln_f.bias"];
        Assert.Equal(names.Order(), all.Keys.Order());
        return names.Select(name => (name, all[name]));
    }
}
