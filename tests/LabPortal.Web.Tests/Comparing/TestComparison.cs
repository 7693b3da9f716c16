using LabPortal.Data.Runs;
using LabPortal.Training.Specs;
using LabPortal.Web.Charts;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

/// <summary>Comparisons from plain numbers.</summary>
internal static class TestComparison
{
    public const string Metric = "eval/accuracy";

    public static Comparison Of(params ComparedArm[] arms) => new("test", arms, Metric, 0.5, [Metric]);

    public static ComparedArm Arm(string name, params double[] values) => Of(name, [.. values.Select((value, i) => Run(i + 1, value, RunState.Completed))]);

    public static ComparedArm Of(string name, IReadOnlyList<ComparedRun> runs) => new(Guid.NewGuid(), name, new ArmColour(0), "{}", null, runs);

    public static ComparedRun Run(int seed, double value, RunState state) =>
        new(Guid.NewGuid(), seed, seed, state, 1, 1, null, null, new Dictionary<string, double> { [Metric] = value });

    /// <summary>An arm of path-star with its terms, changed by the overrides of a spec.</summary>
    public static ComparedArm WithTerms(string name, string overrides = "", ComparedRun? run = null)
    {
        var spec = ExperimentSpec.Parse($$"""{"schema":1,"name":"x","task":{"name":"path-star"},"objective":{"name":"next-token"},"model":{"name":"gpt"},"seeds":[1],"arms":[{"name":"{{name}}"{{overrides}}}]}""").Spec!.Arms[0];
        IReadOnlyList<ComparedRun> runs = [run ?? Run(1, 0.5, RunState.Completed)];
        return new ComparedArm(Guid.NewGuid(), name, new ArmColour(0), spec.ToJson(), spec, runs) { Terms = ArmTerms.Of(spec, SpecEstimate.Of(spec, null, 1), runs) };
    }
}
