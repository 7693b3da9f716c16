using LabPortal.Training.Pictures;

namespace LabPortal.Training.Tasks;

/// <summary>Draws a list of edges with its nodes on a ring, in the order in which a walk along the edges meets them.</summary>
internal static class ConstructionPicture
{
    public static GraphPicture? Of(IReadOnlyList<string> reference, IReadOnlyList<string> output)
    {
        var (given, said) = (Edges(reference), Edges(output));
        var drawn = said.Count > 0 ? said : given;
        if (drawn.Count == 0)
            return null;
        var names = Walk(drawn);
        var radius = Math.Max(1, names.Count / 6.0);
        return new GraphPicture(
            [.. names.Select((name, i) => new PictureNode(name, radius * (1 + Math.Sin(2 * Math.PI * i / names.Count)), 1.6 * radius * (1 - Math.Cos(2 * Math.PI * i / names.Count))))],
            [.. drawn.Select(edge => new PictureLink(edge.From, edge.To, said.Count > 0 ? LinkRole.Generated : LinkRole.True))],
            $"{drawn.Count} edges, {names.Count} nodes");
    }

    private static List<(string From, string To)> Edges(IReadOnlyList<string> tokens)
    {
        var edges = new List<(string, string)>();
        for (var i = 0; i + 1 < tokens.Count && !ConstructionData.Marks.Contains(tokens[i]) && !ConstructionData.Marks.Contains(tokens[i + 1]); i += 3)
            edges.Add((tokens[i], tokens[i + 1]));
        return edges;
    }

    private static List<string> Walk(List<(string From, string To)> edges)
    {
        var next = edges.SelectMany(edge => new[] { (edge.From, edge.To), (From: edge.To, To: edge.From) }).ToLookup(edge => edge.From, edge => edge.To);
        var order = new List<string>();
        foreach (var start in next.OrderBy(node => node.Count()).Select(node => node.Key))
            for (string? node = start; node is not null && !order.Contains(node); node = next[order[^1]].FirstOrDefault(to => !order.Contains(to)))
                order.Add(node);
        return order;
    }
}
