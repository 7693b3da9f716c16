using LabPortal.Training.Running;

namespace LabPortal.Training.Tests.Running;

public sealed class LearningRateTests
{
    [Theory]
    [InlineData(0, 9.90099e-6)]
    [InlineData(1, 1.980198e-5)]
    [InlineData(50, 5.0495050e-4)]
    [InlineData(99, 9.900990e-4)]
    [InlineData(100, 1e-3)]
    [InlineData(1000, 5.871607e-4)]
    [InlineData(2000, 1e-4)]
    public void At_CharConfiguration_IsNanoGptsValue(int step, double expected)
    {
        var options = new TrainingOptions { LearningRate = 1e-3, Warmup = 100, DecaySteps = 2000, FinalLearningRate = 1e-4, Steps = 5000 };
        Assert.Equal(expected, LearningRate.At(step, options), expected * 1e-6);
    }

    [Fact]
    public void At_Constant_StaysAfterTheWarmUp()
    {
        var options = new TrainingOptions { LearningRate = 0.5, Warmup = 3, Schedule = Schedule.Constant, Steps = 10 };
        Assert.Equal([0.125, 0.25, 0.375, 0.5, 0.5, 0.5], new[] { 0, 1, 2, 3, 4, 9 }.Select(step => LearningRate.At(step, options)));
    }
}
