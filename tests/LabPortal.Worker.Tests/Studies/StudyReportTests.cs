using LabPortal.Training;
using LabPortal.Training.Options;
using LabPortal.Training.Specs;
using LabPortal.Training.Studies;
using LabPortal.Worker.Studies;

namespace LabPortal.Worker.Tests.Studies;

public sealed class StudyReportTests
{
    private static readonly IStudy Pitfalls = Catalog.Studies.Find("pitfalls")!.Create(new NoOptions());

    [Fact]
    public void Table_FinishedRuns_ShowsMeanIntervalCountPaperChanceAndVerdict()
    {
        var table = Report([0.4, 0.5, 0.6], [1, 1, 1], [0.99, 1, 0.98]).Table();
        var row = table.Split('\n').Single(line => line.StartsWith("next-token"));
        Assert.Matches(@"next-token +0\.500 ± 0\.248 +3 +0\.483.* 0\.500", row);
        Assert.Contains("Verdict: Next-token prediction is stuck near chance", table);
    }

    [Fact]
    public void Json_FinishedRuns_HasOneFigureForEachArm()
    {
        var json = Report([0.4, 0.5, 0.6], [1, 1, 1], [0.99, 1, 0.98]).Json();
        Assert.Equal("study pitfalls", (string)json["command"]!);
        var figure = json["figures"]![0]!;
        Assert.Equal(("next-token.accuracy", 0.5, 3, true), ((string)figure["name"]!, (double)figure["value"]!, (int)figure["n"]!, (bool)figure["met"]!));
        Assert.InRange((double)figure["ci95"]![0]!, 0.251, 0.252);
        Assert.Equal(["next-token.accuracy", "reversed.accuracy", "teacherless.accuracy"], json["figures"]!.AsArray().Select(one => (string)one!["name"]!));
    }

    [Fact]
    public void Report_FinishedRuns_TestsEveryArmAgainstTheFirst()
    {
        // By hand: differences 0.6, 0.5, 0.4; 0.5 ± 4.303 · 0.1 / √3.
        var report = Report([0.4, 0.5, 0.6], [1, 1, 1], [0.5, 0.4, 0.6]);
        Assert.Contains("reversed against next-token: +0.500 [0.252, 0.748], Paired t, p = 1.3e-2: better", report.Table());
        Assert.Contains("teacherless against next-token: +0.000 [-0.248, 0.248], Paired t, p = 1.0e+0: too few seeds to tell (n = 3; about ", report.Table());
        var test = report.Json()["tests"]![0]!;
        Assert.Equal(("reversed - next-token", 3, "better"), ((string)test["name"]!, (int)test["n"]!, (string)test["verdict"]!));
        Assert.Equal(2 * (double)test["p"]!, (double)test["pHolm"]!, 12);
    }

    [Fact]
    public void Report_ArmWithoutAFinishedRun_SaysSoAndLeavesTheVerdictOpen()
    {
        var report = Report([0.5], [1], []);
        Assert.Contains("no finished run", report.Table());
        Assert.Null(report.Json()["figures"]![2]!["value"]);
        Assert.Null(report.Json()["figures"]![2]!["met"]);
        Assert.Contains("Not settled", (string)report.Json()["verdict"]!);
    }

    private static StudyReport Report(params double[][] accuracies)
    {
        var arms = ExperimentSpec.Parse(Pitfalls.SpecJson("quick")).Spec!.Arms;
        var runs = new List<StudyRun>();
        for (var arm = 0; arm < arms.Count; arm++)
            for (var seed = 0; seed < 3; seed++)
            {
                var run = new StudyRun(arms[arm], seed) { Completed = seed < accuracies[arm].Length };
                if (run.Completed) run.Last["eval/accuracy"] = accuracies[arm][seed];
                runs.Add(run);
            }

        return new StudyReport("pitfalls", "The pitfalls", "quick", Pitfalls, runs);
    }
}
