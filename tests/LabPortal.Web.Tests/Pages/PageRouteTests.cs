namespace LabPortal.Web.Tests.Pages;

public sealed class PageRouteTests
{
    public static TheoryData<string, string> Routes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var (page, route) in PageRoutes.All)
                routes.Add(PageRoutes.FromPath(page), route);
            return routes;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Page_Route_IsItsPathInTheTree(string path, string route) =>
        Assert.Equal(path, route.Split("/{")[0]);

    [Fact]
    public void Pages_AreFound() => Assert.True(PageRoutes.All.Count >= 18);
}
