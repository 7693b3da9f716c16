using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Web.Launching;
using LabPortal.Web.Studies;

namespace LabPortal.Web.Tests.Studies;

public sealed class StudyGroupTests
{
    [Fact]
    public void Groups_OfTitlesThatBeginAlike_AreTheirPapers()
    {
        var groups = StudyGroup.Of([Named("The pitfalls"), Named("Roll the dice: sibling discovery"), Named("Alone: still"), Named("Roll the dice: circle construction")]);
        Assert.Equal([("The pitfalls", 1), ("Roll the dice", 2), ("Alone: still", 1)], groups.Select(group => (group.Title, group.Studies.Count)));
        Assert.Equal(["Sibling discovery", "Circle construction"], groups[1].Studies.Select(study => groups[1].Name(study[0])));
        Assert.Equal(groups[1].First.Study.Question, groups[1].Question);
        Assert.Equal("Alone: still", groups[2].Name(groups[2].First));
    }

    private static IReadOnlyList<StudyState> Named(string title)
    {
        var study = Catalog.Studies.All[0].Create(new NoOptions());
        var forecast = new Forecast([new ArmForecast("a", new Estimate(0, 0, 0, 0, 0, TimeSpan.Zero), 0, DeviceKind.Cpu)], 1, TimeSpan.Zero, 1, true, null);
        return [new StudyState(new Titled(title), study, study.Budgets[0], forecast, null, null, null, 1)];
    }

    private sealed record Titled(string Title) : ICatalogEntry
    {
        public string Name => Title;

        public string Summary => "";

        public Type OptionsType => typeof(NoOptions);
    }
}
