using LabPortal.Training.Objectives;
using LabPortal.Training.Specs;
using LabPortal.Training.Transforms;

namespace LabPortal.Training.Tests.Specs;

public sealed class ExperimentSpecTests
{
    [Fact]
    public void Parse_ManyMistakes_NamesEachFieldAtOnce()
    {
        var errors = ExperimentSpec.Parse("""
            {"schema":2,"name":"","task":{"name":"path-star","options":{"degree":"two","colour":1}},
             "objective":{"name":"nxt-token"},"model":{"name":"gpt","options":{"layers":0,"gelu":"relu"}},
             "training":{"steps":0.5},"seeds":[1,1,-3],"extra":true,"arms":[{"name":"a"},{"name":"a","objective":{"name":"teacherless","options":{"mode":"both"}}}]}
            """).Errors;
        Assert.Equal(
            [
                "arms[1].name", "arms[1].objective.options.mode", "extra", "model.options.gelu", "model.options.layers", "name", "objective.name",
                "schema", "seeds[1]", "seeds[2]", "task.options.colour", "task.options.degree", "training.steps",
            ],
            errors.Select(error => error.Field).Order(StringComparer.Ordinal));
        Assert.Equal("There is no objective \"nxt-token\". There are: next-token, teacherless, multi-token, token-order, masked-diffusion, score-entropy.", Message("objective.name"));
        Assert.Equal("\"two\" is not a whole number.", Message("task.options.degree"));
        Assert.Equal("0 is out of range: 1 to 96.", Message("model.options.layers"));
        Assert.Equal("\"relu\" is not one of tanh, exact.", Message("model.options.gelu"));

        string Message(string field) => errors.Single(error => error.Field == field).Message;
    }

    [Theory]
    [InlineData("", "This is not JSON: line 1, character 1.")]
    [InlineData("{\n\"a\": }", "This is not JSON: line 2, character 6.")]
    [InlineData("[]", "A spec is a JSON object: { \"schema\": 1, … }.")]
    [InlineData("null", "A spec is a JSON object: { \"schema\": 1, … }.")]
    [InlineData("""{"task":{"name":"a","name":"b"}}""", "A name stands twice in one object. Keep one of them.")]
    public void Parse_NotAnObject_OneErrorAboutTheWhole(string json, string message) =>
        Assert.Equal(new SpecError("", message), Assert.Single(ExperimentSpec.Parse(json).Errors));

    [Fact]
    public void Parse_FewerNodesThanTheArmsNeed_SaysHowMany()
    {
        var error = Assert.Single(ExperimentSpec.Parse(Spec.Json(task: """{"name":"path-star","options":{"degree":5,"pathLength":5}}""")).Errors);
        Assert.Equal("task.options.nodes", error.Field);
        Assert.Contains("at least 21", error.Message);
    }

    [Fact]
    public void Parse_MicroBatchesThatDoNotDivideTheBatch_NamesANumberThatDoes()
    {
        var error = Assert.Single(ExperimentSpec.Parse(Spec.Json(training: """{"batch":12,"accumulate":5}""")).Errors);
        Assert.Equal("training.accumulate", error.Field);
        Assert.Contains("5 micro-batches do not divide a batch of 12. 4 would.", error.Message);
    }

    [Fact]
    public void Parse_TeacherlessOnText_IsRefusedWithTheReason()
    {
        var task = $$$"""{"name":"char-text","options":{"corpus":"{{{new string('a', 64)}}}"}}""";
        var error = Assert.Single(ExperimentSpec.Parse(Spec.Json(task, objective: """{"name":"teacherless"}""")).Errors);
        Assert.Equal("objective.name", error.Field);
        Assert.Contains("Choose a task with a prompt", error.Message);
    }

    [Fact]
    public void Parse_TextWithoutCorpus_AsksForOne() =>
        Assert.Equal("task.options.corpus", Assert.Single(ExperimentSpec.Parse(Spec.Json("""{"name":"char-text"}""")).Errors).Field);

    [Theory]
    [InlineData("run 0"), InlineData("run twelve"), InlineData("arm "), InlineData("pretrain")]
    public void Parse_StartThatIsNeitherRunNorArm_SaysHowToWriteOne(string from)
    {
        var error = Assert.Single(ExperimentSpec.Parse(Spec.Json(training: $$"""{"from":"{{from}}"}""")).Errors);
        Assert.Equal("training.from", error.Field);
        Assert.Contains("Write \"run 12\" for a run of the lab", error.Message);
    }

    [Fact]
    public void Arms_Overrides_MergeIntoTheBase()
    {
        var spec = Spec.Read(Spec.Json(
            objective: """{"name":"teacherless","options":{"mode":"mixed","ratio":2}}""",
            arms: """
                [{"name":"as it is"},{"name":"pure","objective":{"options":{"mode":"pure"}}},{"name":"plain","objective":{"name":"next-token"}},
                 {"name":"reversed","transforms":[{"name":"reverse-target"}],"training":{"steps":7}}]
                """));
        Assert.Equal(["as it is", "pure", "plain", "reversed"], spec.Arms.Select(arm => arm.Arm));
        Assert.Contains("\"ratio\": 2", spec.Arms[1].ToJson());
        Assert.Contains("\"mode\": \"pure\"", spec.Arms[1].ToJson());
        Assert.IsType<NextTokenObjective>(spec.Arms[2].Objective);
        Assert.DoesNotContain("ratio", spec.Arms[2].ToJson());
        Assert.IsType<ReverseTargetTransform>(Assert.Single(spec.Arms[3].Transforms));
        Assert.Equal((7, 8), (spec.Arms[3].Training.Steps, spec.Arms[3].Training.Batch));
    }

    [Fact]
    public void Hash_DefaultsWrittenOutOrNot_IsTheSame()
    {
        var bare = Spec.Read(Spec.Json()).Arms[0];
        var full = Spec.Read(Spec.Json(task: """{"name":"path-star","options":{"nodes":10,"degree":2}}""", arms: """[{"name":"other"}]""")).Arms[0];
        Assert.Equal(bare.Hash, full.Hash);
        Assert.NotEqual(bare.Hash, Spec.Read(Spec.Json(training: """{"steps":21}""")).Arms[0].Hash);
    }

    // A run that began before an option existed goes on from its checkpoint, which holds this.
    [Fact]
    public void Hash_OptionsThatCameLater_CountOnlyWhereTheyAreUsed()
    {
        string Hash(string training = """{"steps":20,"batch":8,"checkpointEvery":0}""", string evaluation = """{"every":10,"examples":20,"samples":2}""") =>
            Spec.Read(Spec.Json(training: training, evaluation: evaluation)).Arms[0].Hash;
        Assert.StartsWith("9405cc060ae77943eb8962a2d1e20367cf6981c06", Hash());
        Assert.Equal(Hash(), Hash(evaluation: """{"every":10,"examples":20,"samples":2,"sweep":false}"""));
        Assert.NotEqual(Hash(), Hash(evaluation: """{"every":10,"examples":20,"samples":2,"sweep":true}"""));
        Assert.Equal(Hash(), Hash(training: """{"steps":20,"batch":8,"checkpointEvery":0,"ema":0}"""));
        Assert.NotEqual(Hash(), Hash(training: """{"steps":20,"batch":8,"checkpointEvery":0,"ema":0.99}"""));
        Assert.Equal(Hash(), Hash(training: """{"steps":20,"batch":8,"checkpointEvery":0,"maxMinutes":0,"from":""}"""));
        Assert.NotEqual(Hash(), Hash(training: """{"steps":20,"batch":8,"checkpointEvery":0,"from":"run 3"}"""));
    }

    [Fact]
    public void ParseRun_WhatWasWritten_ReadsTheSame()
    {
        var arm = Spec.Read(Spec.Json(weights: """[{"name":"goldfish-static"}]""")).Arms[0];
        var read = RunSpec.ParseRun(arm.ToJson());
        Assert.True(read.IsValid);
        Assert.Equal((arm.Hash, arm.Arm, arm.ToJson()), (read.Spec!.Hash, read.Spec.Arm, read.Spec.ToJson()));
    }
}
