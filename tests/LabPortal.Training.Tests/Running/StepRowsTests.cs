using LabPortal.Training.Running;
using LabPortal.Training.Tests.Specs;

namespace LabPortal.Training.Tests.Running;

public sealed class StepRowsTests
{
    // All twenty prompts of this task are held out.
    private const string Task = """{"name":"path-star","options":{"degree":1,"pathLength":2,"nodes":5}}""";

    [Fact]
    public void Take_OneAfterAnother_IsWhatEachStepAloneWouldRead()
    {
        var (inTurn, _) = Rows();
        for (var step = 0; step < 5; step++)
        {
            var expected = Rows().Rows.Take(step);
            var taken = inTurn.Take(step);
            Assert.Equal((step, expected.DropoutSeed), (taken.Step, taken.DropoutSeed));
            Assert.Equal(expected.Rows.Inputs, taken.Rows.Inputs);
            Assert.Equal(expected.Rows.Labels, taken.Rows.Labels);
            Assert.Equal(expected.Met, taken.Met);
        }
    }

    [Fact]
    public void Take_HeldOutPromptsAmongTheRows_AreReportedAndNotYetNoted()
    {
        var (rows, watch) = Rows();
        Assert.Equal(4, rows.Take(0).Met.Count);
        rows.Take(1);
        Assert.DoesNotContain(true, watch.Met);
    }

    private static (StepRows Rows, HeldOutWatch Watch) Rows()
    {
        var spec = Spec.Read(Spec.Json(task: Task, training: """{"steps":5,"batch":4}""")).Arms[0];
        var data = spec.Task.Open(null);
        var watch = new HeldOutWatch(data.HeldOut(300, 0));
        Assert.Equal(20, watch.Met.Length);
        return (new StepRows(spec, 1, data, data.Vocabulary, watch), watch);
    }
}
