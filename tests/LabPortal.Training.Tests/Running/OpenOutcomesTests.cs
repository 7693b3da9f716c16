using LabPortal.Training.Running;
using LabPortal.Training.Tasks;
using LabPortal.Training.Tests.Specs;

namespace LabPortal.Training.Tests.Running;

public sealed class OpenOutcomesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("labportal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Execute_OpenQuestions_FlagsAddUpToTheMetrics()
    {
        var sink = new RecordingSink();
        var json = Spec.Json("""{"name":"sibling-discovery","options":{"parents":2,"children":4,"triples":16}}""",
            training: """{"steps":80,"batch":32,"learningRate":0.01,"warmup":5}""", evaluation: """{"every":40,"examples":300,"temperature":1}""");
        Assert.Equal(RunEnd.Completed, RunLoop.Execute(Spec.Read(json).Arms[0], 1, new RunEnvironment(1, _folder, null, _ => null), sink, CancellationToken.None).End);
        Assert.All(sink.Outcome, outcome =>
        {
            double Share(OpenFlags flag) => outcome.Open!.Average(flags => ((OpenFlags)flags).HasFlag(flag) ? 1.0 : 0);
            double At(string name) => sink.Metrics.Single(one => one.Name == name && one.Step == outcome.Step).Value;
            Assert.Equal(300, outcome.Open!.Length);
            Assert.Equal(At("eval/creativity"), Share(OpenFlags.Creative), 1e-12);
            Assert.Equal(At("eval/coherence"), Share(OpenFlags.Valid), 1e-12);
            Assert.Equal(At("eval/memorisation"), Share(OpenFlags.Seen), 1e-12);
            Assert.Equal(At("eval/diversity"), Share(OpenFlags.Diverse), 1e-12);
            Assert.Equal(At("eval/novelty"), Share(OpenFlags.Novel), 1e-12);
            Assert.Equal(outcome.Open.Select(flags => ((OpenFlags)flags).HasFlag(OpenFlags.Creative)), outcome.Right);
        });
        Assert.All(Enum.GetValues<OpenFlags>().Skip(1), flag => Assert.Contains(sink.Outcome[^1].Open!, flags => ((OpenFlags)flags).HasFlag(flag)));
    }
}
