using LabPortal.Training.Pictures;
using LabPortal.Training.Specs;
using LabPortal.Training.Studies;
using LabPortal.Training.Tests.Specs;

namespace LabPortal.Training.Tests.Pictures;

public sealed class RowPictureTests
{
    private static readonly IReadOnlyDictionary<string, RowPicture> Arms =
        ExperimentSpec.Parse(new PitfallsStudy().SpecJson("quick")).Spec!.Arms.ToDictionary(arm => arm.Arm, arm => RowPicture.Of(arm)!);

    [Fact]
    public void NextToken_ReadsTheAnswerShiftedByOne()
    {
        var row = Arms["next-token"];
        Assert.Equal(row.Answer, row.Predicted);
        Assert.Equal([.. row.Prompt, .. row.Answer.SkipLast(1)], row.Read);
    }

    [Fact]
    public void Reversed_PredictsFromGoalToSource()
    {
        var row = Arms["reversed"];
        Assert.Equal(row.Answer.Reverse(), row.Predicted);
        Assert.Equal([.. row.Prompt, .. row.Predicted.SkipLast(1)], row.Read);
    }

    [Fact]
    public void Teacherless_ReadsDummiesOnly()
    {
        var row = Arms["teacherless"];
        Assert.Equal(row.Answer, row.Predicted);
        Assert.Equal([.. row.Prompt, "$", "$"], row.Read);
    }

    // Its next-token rows are another arm's.
    [Fact]
    public void TeacherlessBesideNextToken_ShowsADummyRowOfAnOpenQuestion()
    {
        var arm = ExperimentSpec.Parse(new RollTheDiceStudy(OpenEndedTask.Triangle).SpecJson("quick")).Spec!.Arms.Single(one => one.Arm == "teacherless");
        var row = RowPicture.Of(arm)!;
        Assert.Equal(["tri:"], row.Prompt);
        Assert.Equal(["tri:", .. Enumerable.Repeat("$", 8)], row.Read);
        Assert.Equal(row.Answer, row.Predicted);
    }

    [Fact]
    public void MultiToken_PredictsLaterTokensFromTheSamePlaces()
    {
        var row = RowPicture.Of(Spec.Read(Spec.Json(objective: """{"name":"multi-token","options":{"heads":3}}""", model: """{"name":"gpt"}""")).Arms[0])!;
        Assert.Equal(row.Answer, row.Predicted);
        Assert.Equal([row.Answer.Skip(1), row.Answer.Skip(2)], row.Further);
    }

    [Fact]
    public void TokenOrder_IsReadAsNextToken()
    {
        RowPicture Row(string objective) => RowPicture.Of(Spec.Read(Spec.Json(objective: $$"""{"name":"{{objective}}"}""")).Arms[0])!;
        var (plain, own) = (Row("next-token"), Row("token-order"));
        Assert.Equal((plain.Read, plain.Predicted), (own.Read, own.Predicted), (one, other) => one.Read.SequenceEqual(other.Read) && one.Predicted.SequenceEqual(other.Predicted));
        Assert.Empty(own.Further);
    }

    [Fact]
    public void Question_OfEveryArm_IsTheSameWithItsPicture()
    {
        Assert.All(Arms.Values, row => Assert.Equal(Arms["next-token"].Prompt, row.Prompt));
        Assert.All(Arms.Values, row => Assert.Equal(5, row.Graph!.Nodes.Count));
    }

    [Fact]
    public void TextTask_HasNoRow()
    {
        var text = ExperimentSpec.Parse("""
            { "schema": 1, "name": "text", "task": { "name": "char-text", "options": { "corpus": "HASH" } }, "objective": { "name": "next-token" },
              "model": { "name": "gpt" }, "training": { "steps": 1 }, "seeds": [1], "arms": [ { "name": "only" } ] }
            """.Replace("HASH", new string('0', 64)));
        Assert.Null(RowPicture.Of(Assert.Single(text.Spec!.Arms)));
    }
}
