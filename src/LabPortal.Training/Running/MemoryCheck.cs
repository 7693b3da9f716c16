using System.Globalization;
using LabPortal.Training.Specs;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>Refuses a run that cannot fit before it takes the machine down with it.</summary>
internal static class MemoryCheck
{
    public static void Demand(RunSpec spec, int symbols, Device device)
    {
        if (device.type != TorchSharp.DeviceType.CPU)
            return;
        var needed = SpecEstimate.Of(spec, symbols, 1).MemoryBytes;
        var free = PeakMemory.Read("/proc/meminfo", "MemAvailable:");
        if (free > 0 && needed > free)
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
                $"The run needs about {needed / 1e9:0.0} GB and {free / 1e9:0.0} GB are free. Raise training.accumulate ({spec.Training.Accumulate}) or lower training.batch ({spec.Training.Batch}), or the model's width or layers."));
    }
}
