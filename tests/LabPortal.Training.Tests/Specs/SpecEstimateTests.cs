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

    // 14 settings of temperature and top-p, each read once: for a step of 64 rows of which a pass is a third.
    [Fact]
    public void Of_ASweep_CountsItsPasses()
    {
        double Flops(string task, bool sweep) => SpecEstimate.Of(Spec.Read(Spec.Json(
            task, training: """{"steps":100,"batch":64}""", evaluation: $$"""{"every":100,"examples":320,"sweep":{{(sweep ? "true" : "false")}}}""")).Arms[0], 65, 1).TotalFlops;
        const string siblings = """{"name":"sibling-discovery"}""";
        var step = SpecEstimate.Of(Spec.Read(Spec.Json(siblings, training: """{"batch":64}""")).Arms[0], null, 1).FlopsPerStep;
        Assert.Equal(14 * step / 3 * 320 / 64, Flops(siblings, true) - Flops(siblings, false), step * 1e-6);
        var text = $$$"""{"name":"char-text","options":{"corpus":"{{{new string('a', 64)}}}"}}""";
        Assert.Equal(Flops(text, false), Flops(text, true));
    }

    [Fact]
    public void Of_TwiceTheSteps_TakesAboutTwiceAsLong()
    {
        Estimate With(int steps) => SpecEstimate.Of(Spec.Read(Spec.Json(training: $$"""{"steps":{{steps}}}""", evaluation: """{"every":1000000}""")).Arms[0], null, 1e9);
        Assert.InRange(With(20_000).Duration / With(10_000).Duration, 1.9, 2.0);
    }
}
