using LabPortal.Data.Runs;
using LabPortal.Web.Runs;

namespace LabPortal.Web.Tests.Runs;

public sealed class ProbeViewTests
{
    [Fact]
    public void View_OfHeads_RunsOverHeads()
    {
        var view = View("heads", """{"heads":[1,2,4],"loss":[0.5,1,1.5],"accuracy":[0.9,0.5,0.2]}""");
        Assert.Equal("Head", view.Places.Word);
        Assert.Equal([1, 2, 4], view.Places.At);
        Assert.Equal(["Loss", "Accuracy"], view.Lists.Select(list => list.Name));
    }

    [Fact]
    public void View_OfPositions_RunsOverPositions()
    {
        var view = View("position-accuracy", """{"positions":[1,2],"forced":[1,0.5],"gap":0.25,"more":{"values":[1]}}""");
        Assert.Equal("Position", view.Places.Word);
        Assert.Equal(["Forced"], view.Lists.Select(list => list.Name));
        Assert.Equal([("Gap", 0.25)], view.Numbers);
    }

    private static ProbeView View(string name, string json) => ProbeView.Of(new ProbeResult(Guid.NewGuid(), 100, name, name, json));
}
