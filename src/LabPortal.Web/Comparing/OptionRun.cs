namespace LabPortal.Web.Comparing;

/// <summary>A run as the options chart draws it: where it stands on each setting, and how it did.</summary>
public sealed record OptionRun(ComparedArm Arm, ComparedRun Run, IReadOnlyList<double?> Places, double Value)
{
    public string Name => $"{Arm.Name}, seed {Run.Seed}";

    /// <summary>Every run that has a finite value of the metric.</summary>
    public static IReadOnlyList<OptionRun> Of(IReadOnlyList<ComparedArm> arms, IReadOnlyList<OptionAxis> axes, string metric)
    {
        var settings = ConfigDifference.Of(arms).ToDictionary(setting => setting.Path, setting => setting.Values);
        return arms.SelectMany((arm, i) => arm.Runs.Where(run => run.Last.TryGetValue(metric, out var value) && double.IsFinite(value))
            .Select(run => new OptionRun(arm, run, axes.Select(axis => axis.Place(settings[axis.Path][i])).ToList(), run.Last[metric]))).ToList();
    }
}
