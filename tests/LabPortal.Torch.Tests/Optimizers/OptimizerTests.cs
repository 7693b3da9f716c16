using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LabPortal.Torch.Tests.Optimizers;

/// <summary>Steps against the update rules written out in plain C#.</summary>
public sealed class OptimizerTests
{
    private const int Size = 40_000; // more than one piece of work for the threads

    private static readonly double[] s_start = [.. Enumerable.Range(0, Size).Select(i => Math.Sin(i))];

    private static double Gradient(int step, int i) => Math.Cos(i * 0.7 + step);

    // Sets the gradients of each step by hand and returns the parameter after it.
    private static double[] Run(ScalarType type, int steps, Func<Parameter, optim.Optimizer> make)
    {
        using var scope = NewDisposeScope();
        using var parameter = nn.Parameter(tensor(s_start, dtype: type));
        using var optimizer = make(parameter);
        for (var step = 1; step <= steps; step++)
        {
            parameter.grad = tensor([.. Enumerable.Range(0, Size).Select(i => Gradient(step, i))], dtype: type);
            optimizer.step();
        }

        return parameter.to(float64).data<double>().ToArray();
    }

    public static TheoryData<double, bool, bool> Rules => new() { { 0, false, false }, { 0.1, false, false }, { 0.1, true, false }, { 0.1, false, true } };

    [Theory]
    [MemberData(nameof(Rules))]
    public void AdamW_SeveralSteps_MatchesPlainCode(double decay, bool amsgrad, bool maximize)
    {
        const double lr = 0.01, beta1 = 0.8, beta2 = 0.95, eps = 1e-6;
        var expected = (double[])s_start.Clone();
        for (var i = 0; i < Size; i++)
        {
            double m = 0, v = 0, top = 0;
            for (var step = 1; step <= 6; step++)
            {
                var g = maximize ? -Gradient(step, i) : Gradient(step, i);
                expected[i] -= lr * decay * expected[i];
                m = beta1 * m + (1 - beta1) * g;
                v = beta2 * v + (1 - beta2) * g * g;
                top = Math.Max(top, v);
                var root = Math.Sqrt(amsgrad ? top : v) / Math.Sqrt(1 - Math.Pow(beta2, step)) + eps;
                expected[i] -= lr * m / (1 - Math.Pow(beta1, step)) / root;
            }
        }

        optim.Optimizer Make(Parameter p) => optim.AdamW([p], lr, beta1, beta2, eps, decay, amsgrad, maximize);
        Close(expected, Run(float64, 6, Make), 1e-12);
        Close(expected, Run(float32, 6, Make), 2e-6);
    }

    [Fact]
    public void AdamW_Groups_KeepTheirOwnOptions()
    {
        using var decayed = nn.Parameter(ones(4));
        using var free = nn.Parameter(ones(4));
        using var optimizer = optim.AdamW([new AdamW.ParamGroup([decayed], lr: 0.1, weight_decay: 0.5), new AdamW.ParamGroup { Parameters = [free] }], lr: 0.2);
        Assert.Equal([0.1, 0.2], optimizer.ParamGroups.Select(group => group.LearningRate));
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.3;
        decayed.grad = zeros(4);
        free.grad = zeros(4);
        optimizer.step();
        Assert.Equal(0.85, decayed[0].item<float>(), 1e-6);
        Assert.Equal(1, free[0].item<float>());
    }

    [Fact]
    public void AdamW_WithoutGradient_LeavesTheParameter()
    {
        using var parameter = nn.Parameter(ones(3));
        using var optimizer = optim.AdamW([parameter], weight_decay: 0.1);
        optimizer.step();
        Assert.Equal([1f, 1, 1], parameter.data<float>().ToArray());
        Assert.Equal(0, ((AdamW.State)optimizer.state_dict().State[0]).step);
    }

    [Fact]
    public void AdamW_StateSavedAndLoaded_ContinuesBitForBit()
    {
        var path = Path.GetTempFileName();
        float[] Train(int from, int to, float[] start, bool load, bool save)
        {
            using var parameter = nn.Parameter(tensor(start));
            using var optimizer = optim.AdamW([parameter], lr: 0.1, weight_decay: 0.01);
            if (load) optimizer.load_state_dict(path);
            for (var step = from; step < to; step++)
            {
                parameter.grad = tensor(new[] { (float)Gradient(step, 0), (float)Gradient(step, 1) });
                optimizer.step();
            }

            if (save) optimizer.save_state_dict(path);
            return parameter.data<float>().ToArray();
        }

        var whole = Train(0, 10, [1, 2], false, false);
        var half = Train(0, 5, [1, 2], false, true);
        Assert.Equal(whole, Train(5, 10, half, true, false));
        Assert.NotEqual(whole, Train(5, 10, half, false, false));
        File.Delete(path);
    }

    [Fact]
    public void AdamW_StateOfAnother_IsCopiedNotShared()
    {
        using var a = nn.Parameter(ones(2));
        using var b = nn.Parameter(ones(2));
        using var first = optim.AdamW([a]);
        using var second = optim.AdamW([b], lr: 0.5);
        a.grad = ones(2);
        first.step();
        second.load_state_dict(first.state_dict());
        Assert.True(first.state_dict().State[0].ApproximatelyEquals(second.state_dict().State[0]));
        Assert.Equal(1e-3, second.ParamGroups.Single().LearningRate);
        first.step();
        Assert.False(first.state_dict().State[0].ApproximatelyEquals(second.state_dict().State[0]));
    }

    [Fact]
    public void Step_BetweenForwardAndBackward_IsNoticed()
    {
        using var parameter = nn.Parameter(ones(3));
        using var optimizer = optim.AdamW([parameter], lr: 0.1);
        parameter.grad = ones(3);
        var loss = (parameter * parameter).sum();
        optimizer.step();
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => loss.backward());
        Assert.Contains("modified by an inplace operation", error.Message);
    }

    [Fact]
    public void ClipGradNorm_OverParameters_ScalesAllTogether()
    {
        using var a = nn.Parameter(zeros(2));
        using var b = nn.Parameter(zeros(1));
        using var idle = nn.Parameter(zeros(1));
        a.grad = tensor(new float[] { 3, 4 });
        b.grad = tensor(new float[] { 12 });
        Assert.Equal(13, nn.utils.clip_grad_norm_([a, b, idle], 100), 1e-9);
        Assert.Equal(12, b.grad!.item<float>());
        Assert.Equal(13, nn.utils.clip_grad_norm_([a, b, idle], 6.5), 1e-9);
        Assert.Equal([1.5f, 2f], a.grad!.data<float>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-5);
        Assert.Equal(6, nn.utils.clip_grad_norm_([a, b], 100, norm_type: double.PositiveInfinity), 1e-5);
        Assert.Equal(9.5, nn.utils.clip_grad_norm_([a, b], 100, norm_type: 1), 1e-5);
        nn.utils.clip_grad_value_([a, b], 1.75);
        Assert.Equal([1.5f, 1.75f], a.grad!.data<float>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-5);
    }

    [Fact]
    public void ClipGradNorm_ManyElements_IsTheSameWithAnyThreadCount()
    {
        var before = get_num_threads();
        double Norm(int threads)
        {
            set_num_threads(threads);
            using var parameter = nn.Parameter(zeros(200_001));
            parameter.grad = arange(200_001).to(float32).sin();
            return nn.utils.clip_grad_norm_([parameter], 1);
        }

        var (one, two) = (Norm(1), Norm(2));
        set_num_threads(before);
        Assert.Equal(one, two);
        Assert.Equal(Math.Sqrt(Enumerable.Range(0, 200_001).Sum(i => Math.Pow(Math.Sin(i), 2))), one, 1e-3);
    }

    private static void Close(double[] expected, double[] given, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - given[i]) <= tolerance, $"element {i}: expected {expected[i]}, given {given[i]}");
    }
}
