namespace LabPortal.Web.Launching;

/// <summary>What an experiment will cost: sizes of its largest arm, and all runs together.</summary>
/// <param name="Duration">One run after the other, on the machine that was measured.</param>
/// <param name="Measured">Whether the speed comes from runs of this lab rather than from a guess.</param>
public sealed record Forecast(int Runs, long Parameters, long TokensPerStep, double TotalFlops, long MemoryBytes, TimeSpan Duration, bool Measured)
{
    public double Minutes => Duration.TotalMinutes;
}
