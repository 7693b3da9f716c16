using LabPortal.Web.Samples;

namespace LabPortal.Web.Tests.Samples;

public sealed class StarGraphTests
{
    [Fact]
    public void Graph_OfAPrompt_HasItsArms()
    {
        var graph = StarGraph.Read("32 3 | 16 12 | 3 19 | 32 34 | 34 6 | 6 16 | 19 47 | 47 28 / 32 12 =".Split(' '))!;
        Assert.Equal((32, 12), (graph.Source, graph.Goal));
        Assert.Equal([[3, 19, 47, 28], [34, 6, 16, 12]], graph.Arms);
        Assert.Equal((1, 4), graph.Place(12));
        Assert.Null(graph.Place(99));
    }

    [Theory]
    [InlineData("to be or not")]
    [InlineData("1 2 | 3 /")]
    public void Graph_OfAnotherText_IsNone(string prompt) => Assert.Null(StarGraph.Read(prompt.Split(' ')));
}
