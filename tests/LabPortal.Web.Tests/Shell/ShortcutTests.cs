using LabPortal.Web.Shell;
using LabPortal.Web.Tests.Pages;

namespace LabPortal.Web.Tests.Shell;

public sealed class ShortcutTests
{
    [Fact]
    public void Letters_LeadToPages() => Assert.All(Shortcut.Letters.Values, url => Assert.Contains(PageRoutes.All, page => page.Route == url));

    [Fact]
    public void Letters_AreSingle() => Assert.All(Shortcut.Letters.Keys, letter => Assert.Single(letter));

    [Fact]
    public void Keys_InOnePart_AreThereOnce() =>
        Assert.All(Shortcut.All.GroupBy(one => one.Where), part => Assert.Equal(part.Count(), part.Select(one => one.Keys).Distinct().Count()));
}
