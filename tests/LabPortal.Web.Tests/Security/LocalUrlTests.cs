using LabPortal.Web.Security;

namespace LabPortal.Web.Tests.Security;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/runs?sort=state", "/runs?sort=state")]
    [InlineData("//evil.test", "/")]
    [InlineData("/\\evil.test", "/")]
    [InlineData("https://evil.test", "/")]
    [InlineData("/\t/evil.test", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void LocalUrl_Asked_StaysInThePortal(string? asked, string expected) => Assert.Equal(expected, LocalUrl.Of(asked));
}
