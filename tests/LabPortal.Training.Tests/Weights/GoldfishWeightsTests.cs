using LabPortal.Training.Objectives;
using LabPortal.Training.Weights;

namespace LabPortal.Training.Tests.Weights;

public sealed class GoldfishWeightsTests
{
    [Theory]
    [InlineData(4, 0, new[] { 0, 4, 8, 12, 16 })]
    [InlineData(4, 2, new[] { 2, 6, 10, 14, 18 })]
    [InlineData(3, 0, new[] { 0, 3, 6, 9, 12, 15, 18 })]
    public void Apply_TwentyTargets_LeavesOutThePositionsOfTheReference(int k, int start, int[] expected)
    {
        var weights = Enumerable.Repeat(1f, 40).ToArray();
        new GoldfishWeights(new GoldfishOptions { K = k, Start = start }).Apply(new TrainingRows(2, 20, 20, new long[40], new long[40]), weights);
        foreach (var row in weights.Chunk(20))
            Assert.Equal(expected, Enumerable.Range(0, 20).Where(i => row[i] == 0));
    }
}
