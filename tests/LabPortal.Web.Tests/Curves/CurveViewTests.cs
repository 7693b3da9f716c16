using LabPortal.Web.Curves;

namespace LabPortal.Web.Tests.Curves;

public sealed class CurveViewTests
{
    [Fact]
    public void Query_OfAllThings_IsRead()
    {
        var view = Read("x=flops&band=sd&seeds=off&smooth=0.6&logx=on&from=1e9&to=5e12");
        Assert.Equal(new CurveView { Axis = CurveAxis.Flops, Band = SeedBand.Deviation, Seeds = false, Smooth = 0.6, LogX = true, From = 1e9, To = 5e12 }, view);
        Assert.Empty(view.Errors);
    }

    [Theory]
    [InlineData("x=parsec", "x=parsec is none of step, tokens, examples, flops, seconds.")]
    [InlineData("band=wide", "band=wide is none of ci, sd, range, none.")]
    [InlineData("smooth=2", "smooth=2 is no number from 0 to 0.990.")]
    [InlineData("seeds=maybe", "seeds=maybe is neither on nor off.")]
    [InlineData("from=200&to=100", "from=200 must be less than to=100.")]
    public void Query_ThatIsWrong_IsNamedAndLeftOut(string query, string error)
    {
        var view = Read(query);
        Assert.Equal([error], view.Errors);
        Assert.Equal(new CurveView(), view);
    }

    private static CurveView Read(string query) => CurveView.Read(query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]).GetValueOrDefault);
}
