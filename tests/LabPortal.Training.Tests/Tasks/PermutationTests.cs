using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class PermutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(97)]
    [InlineData(4096)]
    [InlineData(8000)]
    public void Permutation_OfAnySize_MeetsEachPlaceOnce(int size)
    {
        var permutation = new Permutation(size, 3, Purpose.TaskData);
        Assert.Equal(Enumerable.Range(0, size).Select(i => (long)i), Enumerable.Range(0, size).Select(i => permutation[i]).Order());
    }

    [Fact]
    public void Permutation_OfAnotherSeed_IsAnother() =>
        Assert.NotEqual(Enumerable.Range(0, 50).Select(i => new Permutation(1000, 1, Purpose.TaskData)[i]), Enumerable.Range(0, 50).Select(i => new Permutation(1000, 2, Purpose.TaskData)[i]));
}
