using LabPortal.Training.Specs;

namespace LabPortal.Training.Tests.Specs;

public sealed class SpecEstimateTests
{
    [Fact]
    public void Of_PathStar_CountsParametersAsTheNetworkHasThem()
    {
        var spec = Spec.Read(Spec.Json(model: """{"name":"gpt","options":{"layers":3,"heads":4,"width":96}}""")).Arms[0];
        // Reference runs of this size report 338,784; their position table has one row more, which nothing ever reads.
        Assert.Equal(338_784 - 96, SpecEstimate.Of(spec, null, 1e9).Parameters);
    }

    [Fact]
    public void Of_InFourParts_TakesAQuarterOfTheStepsMemory()
    {
        long Memory(int batch, int accumulate) => SpecEstimate.Of(Spec.Read(Spec.Json(
            model: """{"name":"gpt","options":{"layers":4,"heads":4,"width":96}}""",
            training: $$"""{"batch":{{batch}},"accumulate":{{accumulate}}}""")).Arms[0], null, 1).MemoryBytes;
        Assert.Equal(Memory(256, 1), Memory(1024, 4));
        Assert.InRange(Memory(1024, 1) / (double)Memory(1024, 4), 2.5, 4);
    }

    [Fact]
    public void Of_TwiceTheSteps_TakesAboutTwiceAsLong()
    {
        Estimate With(int steps) => SpecEstimate.Of(Spec.Read(Spec.Json(training: $$"""{"steps":{{steps}}}""", evaluation: """{"every":1000000}""")).Arms[0], null, 1e9);
        Assert.InRange(With(20_000).Duration / With(10_000).Duration, 1.9, 2.0);
    }
}
