using LabPortal.Training.Running;
using LabPortal.Training.Tests.Specs;
using static TorchSharp.torch;

namespace LabPortal.Training.Tests.Running;

public sealed class TrainingSessionTests
{
    [Theory]
    [InlineData("""{"name":"next-token"}""", false)]
    [InlineData("""{"name":"next-token"}""", true)]
    [InlineData("""{"name":"teacherless","options":{"mode":"mixed"}}""", true)]
    [InlineData("""{"name":"multi-token"}""", false)]
    [InlineData("""{"name":"multi-token"}""", true)]
    [InlineData("""{"name":"token-order"}""", true)]
    public void Step_InParts_IsTheStepOfTheWholeBatch(string objective, bool weighted)
    {
        foreach (var parts in new[] { 2, 8 })
        {
            using var inParts = Session(objective, parts, weighted);
            using var reference = Session(objective, 1, weighted);
            for (var step = 0; step < 5; step++)
            {
                var (loss, norm) = reference.Step(step)!.Value;
                var (partsLoss, partsNorm) = inParts.Step(step)!.Value;
                Assert.Equal(loss, partsLoss, 1e-5);
                Assert.Equal(norm, partsNorm, 1e-4);
            }

            foreach (var (one, other) in reference.Network.parameters().Zip(inParts.Network.parameters()))
                Assert.True(one.allclose(other, 1e-3, 1e-5));
        }
    }

    [Fact]
    public void Step_WeightsOfARowDiffer_TheyChangeTheLoss()
    {
        using var plain = Session("""{"name":"next-token"}""", 1, false);
        using var weighted = Session("""{"name":"next-token"}""", 1, true);
        Assert.NotEqual(plain.Step(0)!.Value.Loss, weighted.Step(0)!.Value.Loss, 1e-4);
    }

    [Fact]
    public void Step_NotLookedAt_TrainsTheSame()
    {
        using var seen = Session("""{"name":"next-token"}""", 1, false);
        using var unseen = Session("""{"name":"next-token"}""", 1, false);
        for (var step = 0; step < 3; step++)
        {
            Assert.NotNull(seen.Step(step));
            Assert.Null(unseen.Step(step, look: false));
        }

        Assert.Equal(seen.Step(3), unseen.Step(3));
    }

    private static TrainingSession Session(string objective, int accumulate, bool weighted)
    {
        var spec = Spec.Read(Spec.Json(objective: objective, model: """{"name":"gpt","options":{"layers":3,"heads":2,"width":16}}""", training: $$"""{"steps":20,"batch":8,"accumulate":{{accumulate}}}""")).Arms[0];
        if (weighted)
            spec = spec with { Weights = [new RampWeights()] };
        return new TrainingSession(spec, 1, spec.Task.Open(null), CPU);
    }
}
