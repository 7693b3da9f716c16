using LabPortal.Training.Specs;

namespace LabPortal.Training.Tests.Specs;

/// <summary>What does not fit is refused before anything is queued, with its field and the bound.</summary>
public sealed class RefusalTests
{
    private const string Denoiser = """{"name":"denoiser"}""";

    [Theory]
    [InlineData("sibling-discovery", """{"triples":8000}""", "triples", "there are 8000 in all. Use at most 2000")]
    [InlineData("sibling-discovery", """{"parents":1,"children":1,"triples":1}""", "children", "at least 2 children")]
    [InlineData("sibling-discovery", """{"parents":10000,"children":10000}""", "children", "there can be 200000. Use at most 10 children")]
    [InlineData("sibling-discovery", """{"parents":0}""", "parents", "0 is out of range: 1 to 10000")]
    [InlineData("triangle-discovery", """{"vertices":4,"degree":4,"triangles":1}""", "degree", "at most 3 neighbours. Use a degree below 4")]
    [InlineData("triangle-discovery", """{"vertices":4}""", "triangles", "at most 3 triangles. Use at most 3")]
    [InlineData("triangle-discovery", """{"degree":1}""", "degree", "1 is out of range: 2 to 100")]
    [InlineData("triangle-discovery", """{"vertices":3}""", "vertices", "3 is out of range: 4 to 10000")]
    [InlineData("circle-construction", """{"edges":11}""", "edges", "there are 10 names. Use at most 10 edges")]
    [InlineData("circle-construction", """{"edges":2,"rows":1}""", "edges", "Use at least 3")]
    [InlineData("circle-construction", """{"edges":7,"rows":720}""", "rows", "in 720 orders. Use at most 180")]
    [InlineData("line-construction", """{"edges":10}""", "edges", "has 11 nodes, and there are 10 names. Use at most 9 edges")]
    [InlineData("line-construction", """{"edges":3}""", "rows", "in 6 orders. Use at most 1")]
    [InlineData("line-construction", """{"names":2}""", "names", "2 is out of range: 3 to 1000")]
    public void Parse_ATaskOfImpossibleSize_NamesFieldAndBound(string task, string options, string field, string bound) =>
        Refused(Spec.Json(task: $$"""{"name":"{{task}}","options":{{options}}}"""), $"task.options.{field}", bound);

    [Theory]
    [InlineData("circle-construction", """{"edges":7,"rows":719}""")]
    [InlineData("line-construction", """{"edges":6,"rows":719}""")]
    [InlineData("triangle-discovery", """{"vertices":4,"degree":3,"triangles":3}""")]
    [InlineData("sibling-discovery", """{"parents":1,"children":2,"triples":3}""")]
    public void Parse_ATaskAtItsBound_IsTaken(string task, string options) =>
        Assert.Empty(ExperimentSpec.Parse(Spec.Json(task: $$"""{"name":"{{task}}","options":{{options}}}""")).Errors);

    [Theory]
    [InlineData("score-entropy", """{"sampler":"ddpm"}""", "sampler", "\"ddpm\" is not one of analytic, euler.")]
    [InlineData("masked-diffusion", """{"sampler":"euler"}""", "sampler", "There is no such option. There are: steps,")]
    [InlineData("score-entropy", """{"graph":"gaussian"}""", "graph", "\"gaussian\" is not one of absorbing, uniform.")]
    [InlineData("score-entropy", """{"steps":0}""", "steps", "0 is out of range: 1 to 100000.")]
    [InlineData("masked-diffusion", """{"steps":0}""", "steps", "0 is out of range: 1 to 100000.")]
    public void Parse_ASamplerThatThereIsNot_NamesWhatThereIs(string objective, string options, string field, string bound) =>
        Refused(Spec.Json(objective: $$"""{"name":"{{objective}}","options":{{options}}}""", model: Denoiser), $"objective.options.{field}", bound);

    [Theory]
    [InlineData("""{"steps":20,"ema":1}""", "training.ema", "1 is out of range: 0 to 0.999999.")]
    [InlineData("""{"steps":20,"ema":-0.1}""", "training.ema", "-0.1 is out of range: 0 to 0.999999.")]
    [InlineData("""{"steps":20,"ema":"0.9"}""", "training.ema", "is not a number")]
    public void Parse_AnAverageThatNeverMoves_NamesTheRange(string training, string field, string bound) => Refused(Spec.Json(training: training), field, bound);

    [Fact]
    public void Parse_ASweepThatIsNoFlag_IsRefused() => Refused(Spec.Json(evaluation: """{"sweep":3}"""), "evaluation.sweep", "true or false");

    [Theory]
    [InlineData("""{"length":257}""", "length", "257 is out of range: 1 to 256.")]
    [InlineData("""{"alphabet":1001}""", "alphabet", "1001 is out of range: 2 to 1000.")]
    [InlineData("""{"length":2,"alphabet":4}""", "length", "There are 16 strings of 2 of 4 symbols, too few for 20 held-out examples")]
    [InlineData("""{"length":2,"alphabet":4}""", "length", "Use at least 3 symbols.")]
    public void Parse_ASeedPrefixThatRepeats_NamesTheLeastLength(string options, string field, string bound) =>
        Refused(Spec.Json(task: """{"name":"sibling-discovery"}""", transforms: $$"""[{"name":"reverse-target"},{"name":"seed-prefix","options":{{options}}}]"""), $"transforms[1].options.{field}", bound);

    private static void Refused(string json, string field, string bound)
    {
        var error = Assert.Single(ExperimentSpec.Parse(json).Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(bound, error.Message);
    }
}
