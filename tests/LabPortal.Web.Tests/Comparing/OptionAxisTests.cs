using LabPortal.Data.Runs;
using LabPortal.Web.Charts;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class OptionAxisTests
{
    private static readonly IReadOnlyList<ComparedArm> Arms =
    [
        Arm(0, """{"objective": {"name": "next-token"}, "training": {"learningRate": 0.0001, "batch": 32, "steps": 100}}"""),
        Arm(1, """{"objective": {"name": "teacherless"}, "training": {"learningRate": 0.003, "batch": 64, "steps": 100}, "transforms": [{"name": "reverse"}]}"""),
    ];

    [Fact]
    public void Axes_OfTwoArms_AreWhatDiffers() =>
        Assert.Equal(["learningRate log", "batch", "objective: next-token teacherless", "transforms[0]: reverse –"],
            OptionAxis.Of(Arms).Select(axis => axis.Name + (axis.IsLog ? " log" : "") + (axis.Categories is { } names ? ": " + string.Join(' ', names) : "")));

    [Fact]
    public void Runs_OfTwoArms_StandWhereTheirSettingsAre()
    {
        var runs = OptionRun.Of(Arms, OptionAxis.Of(Arms), "eval/accuracy");
        // The second run of each arm has only a NaN, which no axis can show.
        Assert.Equal(["0.0001 32 0 1 → 0.5", "0.003 64 1 0 → 0.6"], runs.Select(run => FormattableString.Invariant($"{string.Join(' ', run.Places.Select(place => FormattableString.Invariant($"{place}")))} → {run.Value}")));
    }

    private static ComparedArm Arm(int ordinal, string spec) => new(Guid.NewGuid(), $"arm {ordinal}", new ArmColour(ordinal), spec, null,
        [Run(1, 0.5 + ordinal / 10.0), Run(2, double.NaN)]);

    private static ComparedRun Run(long seed, double accuracy) =>
        new(Guid.NewGuid(), 1, seed, RunState.Completed, 100, 100, null, null, new Dictionary<string, double> { ["eval/accuracy"] = accuracy });
}
