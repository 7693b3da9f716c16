using LabPortal.Training.Tasks;
using LabPortal.Web.Corpora;

namespace LabPortal.Web.Tests.Corpora;

public sealed class CorpusSplitTests
{
    [Theory]
    [InlineData(101)]
    [InlineData(1009)]
    [InlineData(1110)]
    public void Split_OfACorpus_IsWhatTheTaskTrainsOn(int characters)
    {
        var windows = new CharTextWindows(string.Concat(Enumerable.Range(0, characters).Select(i => (char)('a' + i % 26))), block: 4);
        var split = new CorpusSplit(characters);
        Assert.Equal((windows.TrainingCharacters, windows.ValidationCharacters), (split.Training, split.HeldOut));
    }
}
