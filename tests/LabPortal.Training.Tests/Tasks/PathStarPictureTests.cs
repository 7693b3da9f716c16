using LabPortal.Training.Pictures;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Tests.Tasks;

public sealed class PathStarPictureTests
{
    private static readonly PathStarTask Task = new(new PathStarOptions { Degree = 2, PathLength = 5, Nodes = 50 });
    private static readonly string[] Prompt = "32 3 | 16 12 | 3 19 | 32 34 | 34 6 | 6 16 | 19 47 | 47 28 / 32 12 =".Split(' ');

    [Fact]
    public void Draw_OfAPrompt_LaysOutItsArms()
    {
        var picture = Task.Draw(Prompt, ["32", "34", "6", "16", "12"], ["32", "3", "19", "99", "28"])!;
        Assert.Equal(["3", "19", "47", "28"], picture.Nodes.Where(node => node.Y == 0).OrderBy(node => node.X).Select(node => node.Name));
        Assert.Equal(["34", "6", "16", "12"], picture.Nodes.Where(node => node.Y == 1).OrderBy(node => node.X).Select(node => node.Name));
        Assert.Equal(new PictureNode("32", 0, 0.5, NodeRole.Start), picture.Nodes[0]);
        Assert.Equal("12", Assert.Single(picture.Nodes, node => node.Role == NodeRole.Goal).Name);
        Assert.Equal(8, picture.Links.Count(link => link.Role == LinkRole.Given));
        Assert.Equal([("32", "34"), ("34", "6"), ("6", "16"), ("16", "12")], Walk(picture, LinkRole.True));
        Assert.Equal([("32", "3"), ("3", "19")], Walk(picture, LinkRole.Generated));
        Assert.Equal(["99"], picture.Strangers);
    }

    [Theory]
    [InlineData("to be or not")]
    [InlineData("1 2 | 3 /")]
    public void Draw_OfAnotherText_IsNothing(string prompt) => Assert.Null(Task.Draw(prompt.Split(' '), [], []));

    private static IEnumerable<(string, string)> Walk(GraphPicture picture, LinkRole role) =>
        picture.Links.Where(link => link.Role == role).Select(link => (link.From, link.To));
}
