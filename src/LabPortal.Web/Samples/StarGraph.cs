using System.Globalization;

namespace LabPortal.Web.Samples;

/// <summary>A path-star prompt read back into its graph: arms that leave the source, one of them ending at the goal.</summary>
public sealed record StarGraph(int Source, int Goal, IReadOnlyList<IReadOnlyList<int>> Arms)
{
    /// <summary>Null where the prompt is not of the form <c>u v | u v / source goal =</c>.</summary>
    public static StarGraph? Read(IReadOnlyList<string> prompt)
    {
        var slash = prompt.ToList().IndexOf("/");
        if (slash < 0)
            return null;
        var ends = Numbers(prompt.Skip(slash + 1));
        var nodes = Numbers(prompt.Take(slash));
        if (ends.Count != 2 || nodes.Count < 2 || nodes.Count % 2 != 0)
            return null;
        var next = nodes.Chunk(2).ToLookup(edge => edge[0], edge => edge[1]);
        return new StarGraph(ends[0], ends[1], next[ends[0]].Select(first => Follow(first, next)).ToList());
    }

    /// <summary>Where a node lies: its arm and its distance from the source; the source is on every arm at 0.</summary>
    public (int Arm, int Distance)? Place(int node)
    {
        if (node == Source)
            return (0, 0);
        for (var arm = 0; arm < Arms.Count; arm++)
            for (var at = 0; at < Arms[arm].Count; at++)
                if (Arms[arm][at] == node)
                    return (arm, at + 1);
        return null;
    }

    public static IReadOnlyList<int> Numbers(IEnumerable<string> tokens) => tokens
        .Where(token => int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(token => int.Parse(token, CultureInfo.InvariantCulture)).ToList();

    private static List<int> Follow(int first, ILookup<int, int> next)
    {
        var arm = new List<int> { first };
        while (next[arm[^1]].Select(node => (int?)node).FirstOrDefault(node => !arm.Contains(node!.Value)) is { } node)
            arm.Add(node);
        return arm;
    }
}
