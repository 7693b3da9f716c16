using LabPortal.Training.Specs;

namespace LabPortal.Training.Tests.Specs;

/// <summary>Small specs for tests.</summary>
internal static class Spec
{
    public static string Json(
        string task = """{"name":"path-star"}""",
        string objective = """{"name":"next-token"}""",
        string transforms = "[]",
        string weights = "[]",
        string model = """{"name":"gpt","options":{"layers":1,"heads":2,"width":16}}""",
        string training = """{"steps":20,"batch":8,"checkpointEvery":0}""",
        string evaluation = """{"every":10,"examples":20,"samples":2}""",
        string seeds = "[1]",
        string arms = "[]") =>
        $$"""
        {"schema":1,"name":"tiny","task":{{task}},"transforms":{{transforms}},"objective":{{objective}},"weights":{{weights}},
         "model":{{model}},"training":{{training}},"evaluation":{{evaluation}},"seeds":{{seeds}},"arms":{{arms}}}
        """;

    public static ExperimentSpec Read(string json)
    {
        var result = ExperimentSpec.Parse(json);
        Assert.Empty(result.Errors);
        return result.Spec!;
    }
}
