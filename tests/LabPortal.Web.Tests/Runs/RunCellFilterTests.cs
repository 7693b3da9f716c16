using LabPortal.Data.Runs;
using LabPortal.Web.Runs;

namespace LabPortal.Web.Tests.Runs;

public sealed class RunCellFilterTests
{
    private static readonly RunTableRow Row = new(Guid.Empty, 7, Guid.Empty, "pitfalls", 1, null, "ada", Guid.Empty, "a, b", 0, 3, RunState.Failed)
    {
        StartedAt = new DateTime(2026, 11, 21, 10, 0, 0, DateTimeKind.Utc), EndedAt = new DateTime(2026, 11, 21, 10, 1, 30, DateTimeKind.Utc),
        Metrics = new Dictionary<string, double> { ["eval/accuracy"] = 0.5, ["eval/loss"] = 1.25, ["eval/odd"] = double.NaN },
        Options = new Dictionary<string, string> { ["training.learningRate"] = "0.001" },
    };

    [Theory]
    [InlineData("state", "state = failed")]
    [InlineData("arm", "arm = \"a, b\"")]
    [InlineData("seed", "seed = 3")]
    [InlineData("by", "by = ada")]
    [InlineData("started", "started = 2026-11-21")]
    [InlineData("duration", "duration >= 90 s")]
    [InlineData("study", null)]
    [InlineData("tags", null)]
    [InlineData("eval/accuracy", "eval/accuracy >= 0.5")]
    [InlineData("eval/loss", "eval/loss <= 1.25")]
    [InlineData("eval/odd", "eval/odd = NaN")]
    [InlineData("eval/none", null)]
    [InlineData("training.learningRate", "training.learningRate = 0.001")]
    [InlineData("training.device", "training.device = none")]
    [InlineData("tag:x", "tag:x = no")]
    public void Cell_Clicked_GivesAFilterThatItsRunPasses(string column, string? filter)
    {
        Assert.True(RunField.TryParse(column, out var field, out var problem), problem);
        Assert.Equal(filter, RunCellFilter.Of(Row, field));
        if (filter is not null) Assert.True(RunFilter.TryParse(filter, out _, out problem), problem);
    }
}
