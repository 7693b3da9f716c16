using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace LabPortal.Torch.Tests.Schedulers;

/// <summary>Schedules against their closed forms.</summary>
public sealed class ScheduleTests
{
    private const double Rate = 0.8;

    private static void Follows(Func<Optimizer, lr_scheduler.LRScheduler> make, Func<int, double> expected, int steps = 12)
    {
        using var parameter = nn.Parameter(zeros(1));
        using var optimizer = SGD([parameter], Rate);
        var schedule = make(optimizer);
        for (var step = 0; step < steps; step++)
        {
            Assert.Equal(expected(step), optimizer.ParamGroups.Single().LearningRate, 1e-12);
            Assert.Equal([optimizer.ParamGroups.Single().LearningRate], schedule.get_last_lr());
            schedule.step();
        }

        schedule.step(5);
        Assert.Equal(expected(5), optimizer.ParamGroups.Single().LearningRate, 1e-12);
    }

    [Fact]
    public void Lambda_Factor_MultipliesTheInitialRate() =>
        Follows(o => lr_scheduler.LambdaLR(o, step => Math.Min(1, (step + 1) / 4.0)), step => Rate * Math.Min(1, (step + 1) / 4.0));

    [Fact]
    public void Step_EveryThree_MultipliesByGamma() =>
        Follows(o => lr_scheduler.StepLR(o, 3, 0.5), step => Rate * Math.Pow(0.5, step / 3));

    [Fact]
    public void Linear_OverFourSteps_ReachesItsEnd() =>
        Follows(o => lr_scheduler.LinearLR(o, 0.25, 1, 4), step => Rate * (0.25 + 0.75 * Math.Min(4, step) / 4.0));

    [Fact]
    public void Cosine_ToAFloor_IsHalfAWave() =>
        Follows(o => lr_scheduler.CosineAnnealingLR(o, 11, 0.1), step => 0.1 + (Rate - 0.1) * (1 + Math.Cos(Math.PI * step / 11)) / 2, steps: 12);
}
