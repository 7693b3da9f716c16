using LabPortal.Training.Running;
using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>Our side of a comparison: a spec through the run loop, as every run goes.</summary>
internal static class OwnTraining
{
    /// <param name="warm">Steps at the start that do not count, one at least.</param>
    /// <returns>Milliseconds of each step after them.</returns>
    public static IEnumerable<double> Steps(RunSpec spec, int threads, int warm, BenchFolder folder, MadeUpText text)
    {
        var clock = new StepClock();
        var environment = new RunEnvironment(threads, Path.Combine(folder.Path, "checkpoints"), null, _ => text.Path);
        var outcome = RunLoop.Execute(spec, 1, environment, clock, CancellationToken.None);
        if (outcome.End != RunEnd.Completed) throw new InvalidOperationException($"The benchmark's run failed: {outcome.Reason}");
        // The first step has no time of its own.
        return clock.Milliseconds.Skip(warm - 1);
    }
}
