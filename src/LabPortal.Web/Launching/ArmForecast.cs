using LabPortal.Training.Running;
using LabPortal.Training.Specs;

namespace LabPortal.Web.Launching;

/// <summary>What one run of an arm will take.</summary>
/// <param name="Characters">Of the text that it reads; 0 for a task that makes its examples.</param>
public sealed record ArmForecast(string Name, Estimate Estimate, long Characters, DeviceKind Device)
{
    // Measured on Debian's libtorch: libraries, the runtime and what records, beside the run; and a text while it is read, which
    // is when it takes most (a megabyte and thirty, compared).
    private const long Process = 320_000_000, Character = 19;

    /// <summary>The most memory that its process will hold, in bytes.</summary>
    public long PeakBytes => Process + Character * Characters + Estimate.MemoryBytes;

    /// <summary>What a worker must have left for it: of its own memory, or of a GPU's.</summary>
    public long NeedsBytes => Device == DeviceKind.Cpu ? PeakBytes : Estimate.MemoryBytes;
}
