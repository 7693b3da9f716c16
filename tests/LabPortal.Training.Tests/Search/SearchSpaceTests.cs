using System.Text.Json.Nodes;
using LabPortal.Training.Search;

namespace LabPortal.Training.Tests.Search;

public sealed class SearchSpaceTests
{
    [Fact]
    public void Points_Grid_IsEveryCombinationOnceWithTheLastAxisFastest()
    {
        var space = new SearchSpace(new SearchOptions(), [Values("training.learningRate", 0.1, 0.2), Values("model.options.width", 16, 32, 64)], null);
        Assert.Equal(
            ["learningRate 0.1, width 16", "learningRate 0.1, width 32", "learningRate 0.1, width 64", "learningRate 0.2, width 16", "learningRate 0.2, width 32", "learningRate 0.2, width 64"],
            space.Points().Select(point => point.Name));
    }

    [Fact]
    public void Points_SameSeed_AreTheSameAndMoreOfThemGoOn()
    {
        string[] Draw(int count, int seed) => [.. Random(count, seed, Range(1e-4, 1e-1, SearchScale.Log)).Points().Select(point => point.Name)];
        Assert.Equal(Draw(20, 7), Draw(20, 7));
        Assert.Equal(Draw(20, 7), Draw(50, 7)[..20]);
        Assert.Empty(Draw(20, 7).Intersect(Draw(20, 8)));
        Assert.Equal(["x 0.000887", "x 0.02462", "x 0.0003455"], Draw(3, 1));
    }

    [Fact]
    public void Points_LogRange_GivesEveryMagnitudeItsShare()
    {
        var drawn = Drawn(3000, Range(1e-4, 1e-1, SearchScale.Log));
        Assert.All(drawn, value => Assert.InRange(value, 1e-4, 1e-1));
        foreach (var from in new[] { 1e-4, 1e-3, 1e-2 })
            Assert.InRange(drawn.Count(value => value >= from && value < 10 * from) / 3000.0, 0.30, 0.367);
        Assert.InRange(drawn.Average(Math.Log10), -2.55, -2.45);
    }

    [Fact]
    public void Points_LinearRange_IsUniform()
    {
        var drawn = Drawn(3000, Range(-2, 2, SearchScale.Linear));
        Assert.InRange(drawn.Average(), -0.09, 0.09);
        Assert.InRange(drawn.Count(value => value < -1) / 3000.0, 0.22, 0.28);
    }

    [Fact]
    public void Points_WholeNumbers_ReachBothEndsEachOnce()
    {
        var points = Random(50, 3, new SearchRange { Min = 1, Max = 4, Integer = true }).Points();
        Assert.Equal(["x 1", "x 2", "x 3", "x 4"], points.Select(point => point.Name).Order());
    }

    [Fact]
    public void Name_PartsListsAndTwins_TellThePointsApart()
    {
        var point = new SearchPoint([
            ("objective", JsonNode.Parse("""{"name":"teacherless"}""")!), ("transforms", JsonNode.Parse("""[{"name":"reverse-target"}]""")!),
            ("weights", new JsonArray()), ("task.options.degree", 2), ("model.options.degree", 3)]);
        Assert.Equal("objective teacherless, transforms reverse-target, weights none, task.options.degree 2, model.options.degree 3", point.Name);
    }

    private static List<double> Drawn(int count, SearchRange range) => [.. Enumerable.Range(0, count / 200)
        .SelectMany(seed => Random(200, seed, range).Points()).Select(point => point.Values[0].Value.GetValue<double>())];

    private static SearchSpace Random(int count, int seed, SearchRange range) =>
        new(new SearchOptions { Strategy = SearchStrategy.Random, Count = count, Seed = seed }, [new SearchAxis("x", null, range)], null);

    private static SearchRange Range(double min, double max, SearchScale scale) => new() { Min = min, Max = max, Scale = scale };

    private static SearchAxis Values(string path, params double[] values) => new(path, [.. values.Select(value => (JsonNode)JsonValue.Create(value))], null);
}
