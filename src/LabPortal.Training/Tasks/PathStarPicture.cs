using LabPortal.Training.Pictures;

namespace LabPortal.Training.Tasks;

/// <summary>Draws a path-star prompt: the source to the left, an arm a row, the true path and the model's own on it.</summary>
internal static class PathStarPicture
{
    private const int MostArms = 24;

    /// <returns>Null where the prompt is not of the form <c>u v | u v / source goal =</c>, or has more arms than a picture shows.</returns>
    public static GraphPicture? Of(IReadOnlyList<string> prompt, IReadOnlyList<string> reference, IReadOnlyList<string> output)
    {
        var slash = prompt.ToList().IndexOf("/");
        if (slash < 0)
            return null;
        var ends = Labels(prompt.Skip(slash + 1));
        var edges = Labels(prompt.Take(slash));
        if (ends.Count != 2 || edges.Count < 2 || edges.Count % 2 != 0)
            return null;
        var (source, goal) = (ends[0], ends[1]);
        var next = edges.Chunk(2).ToLookup(edge => edge[0], edge => edge[1]);
        var arms = next[source].Select(first => Follow(first, next)).ToList();
        if (arms.Count > MostArms)
            return null;
        var middle = Math.Max(0, arms.Count - 1) / 2.0;
        var nodes = arms.SelectMany((arm, row) => arm.Select((name, i) => new PictureNode(name, i + 1, row, name == goal ? NodeRole.Goal : NodeRole.Plain)))
            .Prepend(new PictureNode(source, 0, middle, NodeRole.Start)).DistinctBy(node => node.Name).ToList();
        var known = nodes.Select(node => node.Name).ToHashSet();
        var said = Labels(output);
        return new GraphPicture(
            nodes,
            [
                .. edges.Chunk(2).Where(edge => known.Contains(edge[0]) && known.Contains(edge[1])).Select(edge => new PictureLink(edge[0], edge[1], LinkRole.Given)),
                .. GraphPicture.Walk(Labels(reference), LinkRole.True, known),
                .. GraphPicture.Walk(said, LinkRole.Generated, known),
            ],
            $"source {source} → goal {goal}")
        {
            Strangers = said.Where(name => !known.Contains(name)).Distinct().ToList(),
        };
    }

    private static List<string> Labels(IEnumerable<string> tokens) => tokens.Where(token => !PathStarGraphs.Marks.Contains(token)).ToList();

    private static List<string> Follow(string first, ILookup<string, string> next)
    {
        var arm = new List<string> { first };
        while (next[arm[^1]].FirstOrDefault(node => !arm.Contains(node)) is { } node)
            arm.Add(node);
        return arm;
    }
}
