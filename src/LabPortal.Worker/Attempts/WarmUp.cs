using LabPortal.Training.Running;
using LabPortal.Training.Specs;
using LabPortal.Worker.Processes;

namespace LabPortal.Worker.Attempts;

/// <summary>
/// Trains a tiny run ahead of the real one, so that what a run calls is compiled by then. A step sets its own seeds, so nothing of
/// this reaches a run that follows.
/// </summary>
internal static class WarmUp
{
    private const string Tiny = """
        {
          "schema": 1, "arm": "warm-up",
          "task": { "name": "path-star", "options": { "degree": 2, "pathLength": 2, "nodes": 5 } },
          "objective": { "name": "next-token" },
          "model": { "name": "gpt", "options": { "layers": 1, "heads": 1, "width": 8 } },
          "training": { "steps": 2, "batch": 2, "recordEvery": 1, "checkpointEvery": 0 },
          "evaluation": { "every": 2, "examples": 2, "samples": 1 }
        }
        """;

    /// <param name="folder">Is made for the tiny run's checkpoint, and removed.</param>
    /// <param name="stop">Ends it after the step that it is at.</param>
    public static Task RunAsync(int threads, string folder, CancellationToken stop) => LowPriority.RunAsync("warm-up", () =>
    {
        try
        {
            var spec = RunSpec.ParseRun(Tiny).Spec!;
            RunLoop.Execute(spec, 1, new RunEnvironment(threads, folder, null, _ => null), new SilentSink(), stop);
        }
        catch (Exception error)
        {
            // A background callback: the run that follows will say what is wrong, and where.
            Console.Error.WriteLine($"the warm-up failed: {error.Message}");
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    });
}
