using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class SeededRandomTests
{
    [Fact]
    public void Next_SmallBound_IsUniform()
    {
        var random = new SeededRandom(5, Purpose.Step);
        var counts = Enumerable.Range(0, 70_000).CountBy(_ => random.Next(7)).ToDictionary();
        // 10,000 expected for each; five standard deviations are 463.
        Assert.All(Enumerable.Range(0, 7), value => Assert.InRange(counts[value], 9537, 10463));
    }

    [Fact]
    public void NextDouble_ManyDraws_HasTheMomentsOfTheUniform()
    {
        var draws = Enumerable.Range(0, 50_000).Select(i => new SeededRandom(1, Purpose.Step, i).NextDouble()).ToArray();
        Assert.InRange(draws.Average(), 0.4935, 0.5065);
        Assert.InRange(draws.Average(x => (x - 0.5) * (x - 0.5)), 0.0820, 0.0847);
    }

    [Fact]
    public void Streams_OtherSeedPurposeOrPosition_Differ()
    {
        ulong First(long seed, Purpose purpose, long position) => new SeededRandom(seed, purpose, position).NextBits();
        var draws = from seed in Enumerable.Range(0, 10)
                    from purpose in Enum.GetValues<Purpose>()
                    from position in Enumerable.Range(0, 100)
                    select First(seed, purpose, position);
        var all = draws.ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
    }
}
