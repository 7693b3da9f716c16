namespace LabPortal.Data.Workers;

/// <summary>How busy a worker's machine is; null what the system does not say.</summary>
/// <param name="CpuPercent">Of all cores together.</param>
/// <param name="FreeBytes">Memory that can be taken without swapping.</param>
public sealed record WorkerLoad(double? CpuPercent, long? FreeBytes, IReadOnlyList<GpuDevice> Gpus)
{
    public static readonly WorkerLoad Unknown = new(null, null, []);
}
