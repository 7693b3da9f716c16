using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class TriangleDataTests
{
    // A run of the published generator gave 3,725 edges, 2,318 triangles and 1,932 of them in the training set; ours draws other numbers.
    [Fact]
    public void Graph_OfThePublishedSize_IsLikeThePublished()
    {
        var data = new TriangleData(new TriangleOptions());
        Assert.InRange(data.Edges, 3500, 3950);
        Assert.InRange(data.Triangles.All, 2100, 2550);
        Assert.InRange(data.Triangles.Trained / (double)data.Triangles.All, 0.79, 0.87);
    }

    // The smallest graphs, where the random part might leave a vertex without an edge or close nothing.
    [Fact]
    public void Graph_OfTheSmallestSizes_HasATriangleAndNoLoneVertex()
    {
        for (var vertices = 4; vertices <= 8; vertices++)
            for (var degree = 2; degree < vertices; degree++)
                for (var seed = 0; seed < 40; seed++)
                {
                    var data = new TriangleData(new TriangleOptions { Vertices = vertices, Degree = degree, Triangles = 1, Rows = 200, DataSeed = seed });
                    Assert.True(data.Triangles.All > 0);
                    Assert.Equal(vertices, Enumerable.Range(0, 200).SelectMany(i => data.Train(i, 1).Target).Where(token => token < vertices).Distinct().Count());
                    Assert.True(data.Read(data.HeldOut(1, 1)[0].Target).IsValid);
                }
    }

    [Fact]
    public void Train_Rows_AreATrianglesThirdAndEdges()
    {
        var data = new TriangleData(new TriangleOptions { Vertices = 60, Rows = 3000 });
        var rows = Enumerable.Range(0, 3000).Select(i => data.Train(i, 1)).ToList();
        Assert.InRange(rows.Count(row => row.IsOpen), 900, 1100);
        Assert.All(rows, row => Assert.Equal(row.IsOpen ? (9, "tri:") : (6, "edge:"), (row.Target.Length, data.Vocabulary.Tokens[row.Prompt[0]])));
        Assert.All(rows.Where(row => row.IsOpen), row => Assert.True(data.Read(row.Target) is { IsValid: true, IsSeen: true }));
        Assert.All(data.HeldOut(100, 1), example => Assert.True(data.Read(example.Target).IsNew));
    }

    [Fact]
    public void Read_AnotherCornerFirst_IsTheSameAnswer()
    {
        var data = new TriangleData(new TriangleOptions { Vertices = 60, Rows = 100 });
        var t = data.HeldOut(1, 1)[0].Target;
        var turned = data.Read([t[3], t[4], t[2], t[4], t[0], t[5], t[0], t[3], t[8]]);
        Assert.True(turned.IsValid);
        Assert.Equal(data.Read(t).Key, turned.Key);
        Assert.NotEqual(data.Read(t).Written, turned.Written);
    }

    [Fact]
    public void Read_LastEdgeElsewhere_IsValidByThePublishedRuleAlone()
    {
        var data = new TriangleData(new TriangleOptions { Vertices = 60, Rows = 100 });
        var target = data.HeldOut(1, 1)[0].Target;
        target[7] = target[6];
        Assert.True(data.Read(target) is { IsValid: false, IsLooselyValid: true, Note: "the edges do not close" });
    }
}
