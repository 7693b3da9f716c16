using System.Globalization;
using LabPortal.Training.Running;
using LabPortal.Training.Specs;

namespace LabPortal.Bench;

/// <summary>The process that <see cref="MemoryBench"/> measures: prints how far a run raised its peak, in bytes.</summary>
internal static class MemoryChild
{
    public const string Command = "measure-memory";

    /// <param name="warmUp">The same task with next to no network: what it takes is not counted.</param>
    public static int Run(string warmUp, string spec, string text)
    {
        Train(warmUp, text);
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak is what is held now
        var before = PeakMemory.Bytes;
        Train(spec, text);
        Console.WriteLine((PeakMemory.Bytes - before).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Train(string specFile, string text)
    {
        using var folder = new BenchFolder();
        var environment = new RunEnvironment(Environment.ProcessorCount, folder.Path, null, _ => text);
        var outcome = RunLoop.Execute(RunSpec.ParseRun(File.ReadAllText(specFile)).Spec!, 1, environment, new StepClock(), CancellationToken.None);
        if (outcome.End != RunEnd.Completed) throw new InvalidOperationException($"The benchmark's run failed: {outcome.Reason}");
    }
}
