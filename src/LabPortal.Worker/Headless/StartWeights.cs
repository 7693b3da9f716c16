using LabPortal.Training.Specs;

namespace LabPortal.Worker.Headless;

/// <summary>Where headless runs take their first weights from: the last checkpoint of the arm that theirs starts from, else the file that was given.</summary>
internal sealed class StartWeights(FileInfo? given)
{
    private readonly Dictionary<(string Arm, long Seed), string> _last = [];

    /// <summary>Each arm after the one that it starts from; otherwise as they are.</summary>
    public static IReadOnlyList<RunSpec> Ordered(IReadOnlyList<RunSpec> arms)
    {
        var ordered = new List<RunSpec>();
        foreach (var arm in arms) Add(arm);
        return ordered;

        void Add(RunSpec arm)
        {
            if (ordered.Contains(arm)) return;
            if (arms.FirstOrDefault(before => before.Arm == arm.StartPoint?.Arm) is { } before) Add(before);
            ordered.Add(arm);
        }
    }

    /// <summary>Null for random ones.</summary>
    public string? For(RunSpec arm, long seed) =>
        arm.StartPoint?.Arm is { } start && _last.TryGetValue((start, seed), out var path) ? path : given?.FullName;

    public void Keep(RunSpec arm, long seed, string? checkpoint)
    {
        if (checkpoint is not null) _last[(arm.Arm, seed)] = checkpoint;
    }
}
