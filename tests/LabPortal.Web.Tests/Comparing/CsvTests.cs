using LabPortal.Web.Comparing;

namespace LabPortal.Web.Tests.Comparing;

public sealed class CsvTests
{
    [Fact]
    public void Text_OfAwkwardNames_ReadsBack() =>
        Assert.Equal("a,b\r\n\"x, \"\"y\"\"\",0.1\r\n'=1+1,\r\n-0.5,true\r\n", Csv.Text(["a", "b"], [["x, \"y\"", 0.1], ["=1+1", null], [-0.5, true]]));
}
