using LabPortal.Training.Running;

namespace LabPortal.Web.Launching;

/// <summary>What an experiment will cost: each arm, and all runs together.</summary>
/// <param name="Duration">All runs, as many side by side as there are slots.</param>
/// <param name="Together">How many that is.</param>
/// <param name="FreeMemory">Bytes that this machine has left now; null where it cannot be told.</param>
/// <param name="Measured">Whether the speed comes from runs of this lab rather than from a guess.</param>
public sealed record Forecast(IReadOnlyList<ArmForecast> Arms, int Runs, TimeSpan Duration, int Together, bool Measured, long? FreeMemory)
{
    /// <summary>Who is there to train it.</summary>
    public Fleet Fleet { get; init; } = Fleet.None;

    public DeviceKind Device => Arms[0].Device;

    /// <summary>Whether a duration can be told at all: for a GPU that nothing has trained on yet there is not even a guess.</summary>
    public bool IsKnown => Measured || Device == DeviceKind.Cpu;

    public TimeSpan PerRun => Duration * Math.Min(Together, Runs) / Runs;

    public long Parameters => Arms.Max(arm => arm.Estimate.Parameters);

    public long TokensPerStep => Arms.Max(arm => arm.Estimate.TokensPerStep);

    public double TotalFlops => Arms.Sum(arm => arm.Estimate.TotalFlops) * (Runs / Arms.Count);

    /// <summary>Whether a run of this arm needs more than there is. A GPU has memory of its own, which is not known here.</summary>
    public bool IsTooLarge(ArmForecast arm) => arm.Device == DeviceKind.Cpu && arm.PeakBytes > FreeMemory;

    /// <summary>Bytes of as many of the largest runs as train side by side.</summary>
    public long MemoryTogether => Arms.Where(arm => arm.Device == DeviceKind.Cpu).Select(arm => arm.PeakBytes).DefaultIfEmpty().Max() * Math.Min(Together, Runs);
}
