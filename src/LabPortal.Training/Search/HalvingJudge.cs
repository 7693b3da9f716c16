namespace LabPortal.Training.Search;

/// <summary>Decides which arms go on, from nothing but their values at the rungs: the same values give the same decisions, in whatever order they came.</summary>
public static class HalvingJudge
{
    /// <param name="values">Of each arm in the race, its value at each rung; null where it is not known yet. What is not a number is worse than any.</param>
    /// <returns>The arms that do not go on, each with the first rung that says so.</returns>
    public static IReadOnlyList<HalvingVerdict> Judge(HalvingRule rule, IReadOnlyList<IReadOnlyList<double?>> values)
    {
        var verdicts = new List<HalvingVerdict>();
        for (var rung = 0; values.Count > 0 && rung < values[0].Count; rung++)
        {
            var kept = rule.Kept(rung, values.Count);
            var judged = Enumerable.Range(0, values.Count)
                .Where(arm => values[arm][rung] is not null && verdicts.All(verdict => verdict.Arm != arm))
                .Select(arm => (Arm: arm, Value: values[arm][rung]!.Value)).ToList();
            if (judged.Count <= kept)
                continue;
            var cutOff = judged.Select(one => one.Value).Order(Comparer<double>.Create((one, other) => rule.IsBetter(one, other) ? -1 : rule.IsBetter(other, one) ? 1 : 0)).ElementAt(kept - 1);
            verdicts.AddRange(judged.Where(one => rule.IsBetter(cutOff, one.Value)).Select(one => new HalvingVerdict(one.Arm, rung, one.Value, cutOff, kept, judged.Count)));
        }

        return verdicts;
    }
}
