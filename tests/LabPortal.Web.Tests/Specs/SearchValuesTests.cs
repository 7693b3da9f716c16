using System.Text.Json.Nodes;
using LabPortal.Training.Search;
using LabPortal.Web.Specs;

namespace LabPortal.Web.Tests.Specs;

public sealed class SearchValuesTests
{
    [Theory]
    [InlineData("training.learningRate", "0.001, 1e-2, 1", "[0.001,1e-2,1]", "0.001, 1e-2, 1")]
    [InlineData("training.schedule", "cosine,constant", """["cosine","constant"]""", "cosine, constant")]
    [InlineData("evaluation.sweep", "true, false", "[true,false]", "true, false")]
    [InlineData("objective", "next-token, teacherless", """[{"name":"next-token"},{"name":"teacherless"}]""", "next-token, teacherless")]
    [InlineData("transforms", "none, reverse-target + hint-token", """[[],[{"name":"reverse-target"},{"name":"hint-token"}]]""", "none, reverse-target + hint-token")]
    [InlineData("objective", """{"name":"teacherless","options":{"mode":"pure"}}""", """[{"name":"teacherless","options":{"mode":"pure"}}]""", """{"name":"teacherless","options":{"mode":"pure"}}""")]
    [InlineData("training.steps", "", "[]", "")]
    public void Read_ALine_GivesTheValuesAndBack(string path, string text, string json, string again)
    {
        var values = SearchValues.Read(path, text);
        Assert.Equal(json, values.ToJsonString());
        Assert.Equal(again, SearchValues.Write(path, values));
    }

    [Fact]
    public void Paths_OfADraft_AreItsPartsAndTheOptionsOfThoseChosen()
    {
        var paths = SearchValues.Paths(new SpecDraft(SpecTemplates.For("path-star", null))).Select(one => one.Path).ToList();
        Assert.Contains("task.options.degree", paths);
        Assert.Contains("transforms", paths);
        Assert.Contains("training.learningRate", paths);
        Assert.DoesNotContain("task.options.corpus", paths);
    }

    [Fact]
    public void Set_ASearchInTheForm_MakesArmsAndCountsThem()
    {
        var draft = new SpecDraft(SpecTemplates.For(null, null));
        draft.Set("search", new JsonObject { ["strategy"] = "grid", ["axes"] = new JsonArray(SearchAxisEditor.Fresh) });
        draft.Set("search.axes[1]", new JsonObject { ["path"] = "model.options.width", ["values"] = SearchValues.Read("model.options.width", "32, 64") });
        Assert.Empty(draft.Errors);
        Assert.Equal(6, draft.Spec!.Arms.Count);
        draft.Set("search.axes[1].values", SearchValues.Read("model.options.width", "32, -1"));
        Assert.NotEmpty(draft.ErrorsAt("search.axes[1].values[1]"));
        draft.Set("search.axes[1]", null);
        draft.Set("search.halving", OptionJson(new HalvingRule()));
        Assert.Equal(3, draft.Spec!.Arms.Count);
        Assert.Equal([250, 750], draft.Spec.Search!.Halving!.Rungs(draft.Spec.Arms[0].TotalSteps));
    }

    private static JsonObject OptionJson(object options) => LabPortal.Training.Options.OptionReader.Write(options);
}
