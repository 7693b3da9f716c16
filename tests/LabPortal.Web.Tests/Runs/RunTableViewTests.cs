using LabPortal.Data.Runs;
using LabPortal.Web.Runs;

namespace LabPortal.Web.Tests.Runs;

public sealed class RunTableViewTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?filter=eval%2Faccuracy%20%3E%3D%200.9&filter=state%20%3D%20failed&sort=eval%2Floss&up=true")]
    [InlineData("?cols=state,tag%3Ax,metric%3Aloss,training.learningRate&group=arm&sd=true&pin=12,15")]
    [InlineData("?group=training.learningRate")]
    public void View_OfAQuery_GivesTheQueryBack(string query)
    {
        var view = RunTableView.Read("http://lab.test/runs" + query);
        Assert.Empty(view.Problems);
        Assert.Equal(Uri.UnescapeDataString(query), Uri.UnescapeDataString(view.ToQuery()));
    }

    [Fact]
    public void View_ColumnWithACommaInItsName_Survives()
    {
        var view = new RunTableView { Columns = [RunField.Metric("a/b,c%2C"), RunField.Metric("d")] };
        Assert.Equal(view.Columns, RunTableView.Read("/runs" + view.ToQuery()).Columns);
    }

    [Theory]
    [InlineData("?filter=stat%3D3", "filter", "There is no column \"stat\"")]
    [InlineData("?sort=nonsense", "sort", "There is no column \"nonsense\"")]
    [InlineData("?cols=state,nonsense", "cols", "There is no column \"nonsense\"")]
    [InlineData("?group=state", "group", "cannot be grouped by state")]
    [InlineData("?pin=one", "pin", "\"one\" is no run's number")]
    [InlineData("?up=perhaps", "up", "\"perhaps\" is neither true nor false")]
    public void View_OfAWrongQuery_NamesWhatIsWrong(string query, string field, string message)
    {
        var problem = Assert.Single(RunTableView.Read("/runs" + query).Problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void View_TooManyColumns_ShowsTheFirst()
    {
        var view = RunTableView.Read("/runs?cols=" + string.Join(',', Enumerable.Range(0, 100).Select(i => $"m/{i}")));
        Assert.Equal(RunTableView.MostColumns, view.Columns.Count);
        Assert.Equal("cols", Assert.Single(view.Problems).Field);
    }

    [Fact]
    public void Columns_EveryAttribute_HasATitle() =>
        Assert.All(RunAttribute.All, attribute => Assert.NotEmpty(RunColumns.Of(new(RunFieldKind.Attribute, attribute.Name)).Title));
}
