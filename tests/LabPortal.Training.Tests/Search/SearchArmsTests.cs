using LabPortal.Training.Objectives;
using LabPortal.Training.Specs;
using LabPortal.Training.Tests.Specs;

namespace LabPortal.Training.Tests.Search;

public sealed class SearchArmsTests
{
    private const string TwoArms = """[{"name":"plain"},{"name":"reversed","transforms":[{"name":"reverse-target"}]}]""";

    [Fact]
    public void Arms_GridOverTheBase_AreNamedAfterTheirValues()
    {
        var spec = Read("""{"axes":[{"path":"training.learningRate","values":[0.001,0.01]},{"path":"objective","values":[{"name":"next-token"},{"name":"teacherless"}]}]}""");
        Assert.Equal(
            ["learningRate 0.001, objective next-token", "learningRate 0.001, objective teacherless", "learningRate 0.01, objective next-token", "learningRate 0.01, objective teacherless"],
            spec.Arms.Select(arm => arm.Arm));
        Assert.Equal([0.001, 0.001, 0.01, 0.01], spec.Arms.Select(arm => arm.Training.LearningRate));
        Assert.IsType<TeacherlessObjective>(spec.Arms[3].Objective);
    }

    [Fact]
    public void Arms_RandomOverArms_GiveEachArmTheSamePoints()
    {
        var spec = Read("""{"strategy":"random","count":3,"seed":5,"axes":[{"path":"training.learningRate","min":0.0001,"max":0.01,"scale":"log"}]}""", TwoArms);
        Assert.Equal(6, spec.Arms.Count);
        Assert.Equal(spec.Arms.Take(3).Select(arm => arm.Training.LearningRate), spec.Arms.Skip(3).Select(arm => arm.Training.LearningRate));
        Assert.StartsWith("reversed, learningRate 0.00", spec.Arms[3].Arm);
    }

    [Fact]
    public void Arms_OfASearch_HaveTheHashOfTheSameArmsWrittenOut()
    {
        var searched = Read("""{"axes":[{"path":"model.options.width","values":[16,32]}]}""");
        var written = Spec.Read(Spec.Json(arms: """[{"name":"a"},{"name":"b","model":{"options":{"width":32}}}]"""));
        Assert.Equal(written.Arms.Select(arm => arm.Hash), searched.Arms.Select(arm => arm.Hash));
    }

    [Fact]
    public void Arms_StartingFromAnother_StartFromItAtTheSamePoint()
    {
        var spec = Read("""{"axes":[{"path":"training.learningRate","values":[0.001,0.002]}]}""", """[{"name":"first"},{"name":"second","training":{"from":"arm first"}}]""");
        Assert.Equal("arm first, learningRate 0.002", spec.Arms[3].Training.From);
        Assert.Equal("first, learningRate 0.002", spec.Arms[1].Arm);
    }

    [Theory]
    [InlineData("[]", "search", "This is an object")]
    [InlineData("""{"axes":[]}""", "search.axes", "Give at least one axis")]
    [InlineData("""{"strategy":"bayes","axes":[{"path":"training.steps","values":[1]}]}""", "search.strategy", "\"bayes\" is not one of grid, random.")]
    [InlineData("""{"wide":1,"axes":[{"path":"training.steps","values":[1]}]}""", "search.wide", "There are: strategy, count, seed, axes, halving.")]
    [InlineData("""{"axes":[{"path":"seeds","values":[1]}]}""", "search.axes[0].path", "\"seeds\" is no option's path")]
    [InlineData("""{"axes":[{"path":"training.learningrate","values":[1,2]}]}""", "search.axes[0].path", "There is no such option")]
    [InlineData("""{"axes":[{"path":"training.steps","values":[]}]}""", "search.axes[0].values", "Give the values to try")]
    [InlineData("""{"axes":[{"path":"training.steps","min":1,"max":5}]}""", "search.axes[0].values", "Only a random search draws from a range")]
    [InlineData("""{"axes":[{"path":"training.steps","values":[7,7]}]}""", "search.axes[0].values[1]", "7 stands twice")]
    [InlineData("""{"axes":[{"path":"training.steps","values":[7,-3]}]}""", "search.axes[0].values[1]", "-3 is out of range")]
    [InlineData("""{"axes":[{"path":"training.batch","values":[8]},{"path":"training.accumulate","values":[1,3]}]}""", "search.axes[1].values[1]", "3 micro-batches do not divide a batch of 8")]
    [InlineData("""{"axes":[{"path":"training.steps","values":[5]},{"path":"training.steps","values":[6]}]}""", "search.axes[1].path", "would undo the axis")]
    [InlineData("""{"strategy":"random","axes":[{"path":"training.learningRate","min":0,"max":1,"scale":"log"}]}""", "search.axes[0].min", "0 has no logarithm")]
    [InlineData("""{"strategy":"random","axes":[{"path":"training.learningRate","min":1,"max":1}]}""", "search.axes[0].max", "1 is not above 1")]
    [InlineData("""{"strategy":"random","axes":[{"path":"training.learningRate","max":1}]}""", "search.axes[0].min", "A range needs both ends")]
    [InlineData("""{"strategy":"random","count":201,"axes":[{"path":"training.learningRate","min":0.1,"max":1}]}""", "search.count", "201 is out of range: 1 to 200.")]
    [InlineData("""{"strategy":"random","count":5,"axes":[{"path":"training.steps","values":[3,4]}]}""", "search.count", "The axes have 2 different points only")]
    [InlineData("""{"axes":[{"path":"training.steps","values":[3]}],"halving":3}""", "search.halving", "This is an object")]
    [InlineData("""{"axes":[{"path":"training.warmup","values":[3,4]}],"halving":{"metric":"system/x","firstRung":10}}""", "search.halving.metric", "does not tell how well")]
    [InlineData("""{"axes":[{"path":"training.warmup","values":[3,4]}],"halving":{"firstRung":7}}""", "search.halving.firstRung", "eval/loss is recorded every 10 steps")]
    [InlineData("""{"axes":[{"path":"training.warmup","values":[3,4]}],"halving":{"firstRung":20}}""", "search.halving.firstRung", "20 is not before the last step, 20")]
    [InlineData("""{"axes":[{"path":"training.warmup","values":[3,4]}],"halving":{"firstRung":10,"eta":1}}""", "search.halving.eta", "1 is out of range: 2 to 10.")]
    [InlineData("""{"axes":[{"path":"training.warmup","values":[3,4]}],"halving":{"firstRung":10,"seeds":2}}""", "search.halving.seeds", "There are 1 seeds only")]
    [InlineData("""{"axes":[{"path":"training.steps","values":[20,40]}],"halving":{"firstRung":10}}""", "search.halving", "differ in training.steps")]
    [InlineData("""{"halving":{"firstRung":10}}""", "search.halving", "There is one arm only")]
    public void Parse_WrongSearch_NamesTheField(string search, string field, string message)
    {
        var error = Assert.Single(ExperimentSpec.Parse(Json(search, "[]")).Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Parse_MoreArmsThanThereMayBe_SaysHowManyPointsFit()
    {
        var values = $"[{string.Join(',', Enumerable.Range(1, 15))}]";
        var error = Assert.Single(ExperimentSpec.Parse(Json($$"""{"axes":[{"path":"training.warmup","values":{{values}}},{"path":"training.steps","values":{{values}}}]}""", TwoArms)).Errors);
        Assert.Equal(("search.axes", "225 points for each of 2 arms are more than the 200 arms that an experiment may have. Take at most 100."), (error.Field, error.Message));
    }

    [Theory]
    [InlineData("""[{"name":"a","training":{"from":"arm c"}},{"name":"b"}]""", "arms[0].training.from", "There is no arm \"c\" in this experiment. There are: b.")]
    [InlineData("""[{"name":"a","training":{"from":"arm a"}}]""", "arms[0].training.from", "would start from itself")]
    public void Parse_StartThatLeadsNowhere_IsRefused(string arms, string field, string message)
    {
        var error = Assert.Single(ExperimentSpec.Parse(Spec.Json(arms: arms)).Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Parse_ArmsThatStartFromEachOther_AreAllNamed()
    {
        var errors = ExperimentSpec.Parse(Spec.Json(arms: """[{"name":"a","training":{"from":"arm b"}},{"name":"b","training":{"from":"arm c"}},{"name":"c","training":{"from":"arm a"}}]""")).Errors;
        Assert.Equal(["arms[0].training.from", "arms[1].training.from", "arms[2].training.from"], errors.Select(error => error.Field));
    }

    private static ExperimentSpec Read(string search, string arms = "[]") => Spec.Read(Json(search, arms));

    private static string Json(string search, string arms) => Spec.Json(arms: arms).TrimEnd().TrimEnd('}') + $",\"search\":{search}}}";
}
