using LabPortal.Data.Runs;
using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class PivotTableTests
{
    private const string Reverse = ""","transforms":[{"name":"reverse-target"}]""";

    private static readonly ComparedArm Plain = With("plain", "", 0.5, 0.52, 0.51), Reversed = With("reversed", Reverse, 0.99, 0.98, 1), Wide = With("wide", ""","model":{"name":"gpt","options":{"layers":2}}""", 0.6, 0.62);

    [Fact]
    public void Table_WithoutAxes_TakesThoseThatDiffer()
    {
        var table = Table(null, null, Plain, Reversed, Wide);
        Assert.Equal(("transforms", "model.options.layers"), (table.Down.Key, table.Across.Key));
        Assert.Equal(["none", "reverse-target"], table.Rows);
        Assert.Empty(table["reverse-target", "2"].Arms);
        Assert.Equal(0.61, table["none", "2"].Summary!.Value.Mean, 9);
        Assert.Equal(Standing.Best, table["reverse-target", table.Columns[0]].Standing);
        Assert.Equal(Standing.Behind, table["none", table.Columns[0]].Standing);
    }

    [Fact]
    public void Cell_OfSeveralArms_CountsAllTheirRuns()
    {
        var cell = Table("transforms", "task", Plain, Reversed, Wide)["none", "path-star"];
        Assert.Equal(["plain", "wide"], cell.Arms.Select(arm => arm.Name));
        Assert.Equal(5, cell.Summary!.Value.Count);
    }

    [Fact]
    public void Cell_LacksTheSeedsThatOthersHave()
    {
        var cell = Table("arm", "task", Plain, Wide)["wide", "path-star"];
        Assert.Equal([3L], Assert.Single(cell.Lacks).Seeds);
        Assert.Empty(Table("arm", "task", Plain, Wide)["plain", "path-star"].Lacks);
    }

    [Fact]
    public void Lacks_OfARunThatFailed_NamesItsSeed_AndOfOneThatWaitsDoesNot()
    {
        var arm = TestComparison.Of("a", [TestComparison.Run(1, 0, RunState.Failed), TestComparison.Run(2, 0, RunState.Queued), TestComparison.Run(3, 0, RunState.Draft)]);
        Assert.Equal([1L, 3, 4], arm.Lacks([1, 2, 3, 4]));
    }

    [Fact]
    public void Table_OfUnknownAxes_NamesTheFields()
    {
        var table = Table("x", "y", Plain, Reversed);
        Assert.Equal(["rows", "columns"], table.Errors.Select(error => error.Field));
        Assert.NotEqual(table.Down, table.Across);
    }

    [Fact]
    public void Latex_OfUnequalCounts_HasThemInParentheses() =>
        Assert.Contains(@"(3) & 0.61 $\pm$ 0.13 (2) \\", ComparisonLatex.Pivot(Table(null, null, Plain, Reversed, Wide), "A & B"));

    private static PivotTable Table(string? rows, string? columns, params ComparedArm[] arms) =>
        PivotTable.Of(ComparisonView.Read(TestComparison.Of(arms), null, null, null, null), rows, columns);

    private static ComparedArm With(string name, string overrides, params double[] values)
    {
        var arm = TestComparison.WithTerms(name, overrides);
        return new ComparedArm(arm.Id, name, arm.Colour, arm.SpecJson, arm.Spec, [.. values.Select((value, i) => TestComparison.Run(i + 1, value, RunState.Completed))]);
    }
}
