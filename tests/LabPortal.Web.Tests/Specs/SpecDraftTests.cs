using System.Text.Json.Nodes;
using LabPortal.Training;
using LabPortal.Web.Specs;

namespace LabPortal.Web.Tests.Specs;

public sealed class SpecDraftTests
{
    [Fact]
    public void Draft_OfEveryTask_IsValidOrAsksForACorpus()
    {
        foreach (var task in Catalog.Tasks.All)
            Assert.All(new SpecDraft(SpecTemplates.For(task.Name, new string('a', 64))).Errors, error => Assert.Equal("", error.ToString()));
    }

    [Fact]
    public void Set_AField_IsInTheText()
    {
        var draft = new SpecDraft(SpecTemplates.For(null, null));
        draft.Set("task.options.degree", JsonValue.Create(3));
        Assert.Contains("\"degree\": 3", draft.Text);
        Assert.Equal(3, draft.Get("task.options.degree")!.GetValue<int>());
    }

    [Fact]
    public void Set_AWrongValue_IsAnErrorAtItsField()
    {
        var draft = new SpecDraft(SpecTemplates.For(null, null));
        draft.Set("task.options.degree", JsonValue.Create("many"));
        Assert.NotEmpty(draft.ErrorsAt("task.options.degree"));
        Assert.Null(draft.Spec);
        draft.Set("task.options.degree", null);
        Assert.Empty(draft.Errors);
    }

    [Fact]
    public void Replace_WithBrokenJson_KeepsTheLastDocument()
    {
        var draft = new SpecDraft(SpecTemplates.For(null, null));
        draft.Replace("{ \"name\": ");
        Assert.NotEmpty(draft.Errors);
        Assert.Equal("Untitled", draft.Get("name")!.ToString());
    }

    [Fact]
    public void Set_AnArmsOverride_ReachesThatArmOnly()
    {
        var draft = new SpecDraft(SpecTemplates.For(null, null));
        draft.Set("arms[1]", new JsonObject { ["name"] = "wide" });
        draft.Set("arms[1].model", new JsonObject { ["name"] = "gpt" });
        draft.Set("arms[1].model.options.width", JsonValue.Create(256));
        Assert.Empty(draft.Errors);
        Assert.Contains("256", draft.Spec!.Arms[1].ToJson());
        Assert.DoesNotContain("256", draft.Spec.Arms[0].ToJson());
    }
}
