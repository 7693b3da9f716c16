namespace LabPortal.Training.Specs;

/// <summary>Whether arms that start from other arms lead back to one that starts from nothing here.</summary>
internal static class StartCheck
{
    /// <param name="written">Whether the arms stand in the spec one by one.</param>
    public static IEnumerable<SpecError> Errors(IReadOnlyList<RunSpec> arms, bool written)
    {
        var from = arms.ToDictionary(arm => arm.Arm, arm => arm.StartPoint?.Arm);
        foreach (var (i, arm) in arms.Index())
            if (from[arm.Arm] is { } start)
            {
                var field = written ? $"arms[{i}].training.from" : "training.from";
                if (!from.ContainsKey(start))
                    yield return new SpecError(field, $"There is no arm \"{start}\" in this experiment. There are: {string.Join(", ", from.Keys.Where(name => name != arm.Arm).Take(20))}. For a run of another write \"run 12\".");
                else if (LeadsTo(arm.Arm, start, from))
                    yield return new SpecError(field, start == arm.Arm
                        ? $"The arm \"{arm.Arm}\" would start from itself. Set \"from\" to \"\" where training begins."
                        : $"\"{arm.Arm}\" starts from \"{start}\", which in the end starts from \"{arm.Arm}\". Set \"from\" to \"\" where training begins.");
            }
    }

    private static bool LeadsTo(string goal, string at, IReadOnlyDictionary<string, string?> from)
    {
        for (var steps = 0; steps <= from.Count; steps++)
            if (at == goal)
                return true;
            else if (from.GetValueOrDefault(at) is { } next)
                at = next;
            else
                return false;
        return false;
    }
}
