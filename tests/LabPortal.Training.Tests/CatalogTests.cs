using LabPortal.Training.Specs;

namespace LabPortal.Training.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void Explain_UnknownName_ListsWhatThereIs() =>
        Assert.Equal("There is no task \"maze\". There are: path-star, char-text, sibling-discovery, triangle-discovery, circle-construction, line-construction.", Catalog.Tasks.Explain("maze"));

    [Fact]
    public void Studies_EveryBudget_IsAValidSpecWithPublishedArms()
    {
        foreach (var study in Catalog.Studies.All.Select(entry => entry.Create(new LabPortal.Training.Options.NoOptions())))
            foreach (var budget in study.Budgets)
            {
                var result = ExperimentSpec.Parse(study.SpecJson(budget.Name));
                Assert.Empty(result.Errors);
                var arms = result.Spec!.Arms.Select(arm => arm.Arm).ToArray();
                Assert.All(study.Published(budget.Name), figure => Assert.Contains(figure.Arm, arms));
                Assert.Equal(arms, study.Arms.Select(arm => arm.Name));
                Assert.All(study.Arms.Select(arm => arm.Words).Append(study.Task).Append(study.Effect), words => Assert.EndsWith(".", words, StringComparison.Ordinal));
            }
    }
}
