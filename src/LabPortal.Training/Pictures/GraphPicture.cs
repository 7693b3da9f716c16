namespace LabPortal.Training.Pictures;

/// <summary>A graph that a prompt or an answer describes, as data for whoever draws it.</summary>
/// <param name="Nodes">Their names are unique.</param>
/// <param name="Caption">One line under the picture: "source 4 → goal 1".</param>
public sealed record GraphPicture(IReadOnlyList<PictureNode> Nodes, IReadOnlyList<PictureLink> Links, string Caption)
{
    /// <summary>What the output names and the graph does not have.</summary>
    public IReadOnlyList<string> Strangers { get; init; } = [];

    /// <summary>The steps of a walk that lie between nodes of the picture.</summary>
    public static IEnumerable<PictureLink> Walk(IReadOnlyList<string> names, LinkRole role, IReadOnlySet<string> known) => names.Zip(names.Skip(1))
        .Where(step => step.First != step.Second && known.Contains(step.First) && known.Contains(step.Second))
        .Select(step => new PictureLink(step.First, step.Second, role));
}
