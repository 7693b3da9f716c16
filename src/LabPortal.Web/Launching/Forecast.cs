namespace LabPortal.Web.Launching;

/// <summary>What an experiment will cost: sizes of its largest arm, and all runs together.</summary>
/// <param name="Duration">All runs, as many side by side as there are slots.</param>
/// <param name="Together">How many that is.</param>
/// <param name="MostMemory">Of the worker that has most; null where none has reported yet.</param>
/// <param name="Measured">Whether the speed comes from runs of this lab rather than from a guess.</param>
public sealed record Forecast(int Runs, long Parameters, long TokensPerStep, double TotalFlops, long MemoryBytes, TimeSpan Duration, int Together, bool Measured, long? MostMemory)
{
    /// <summary>Whether no worker that is known could hold it.</summary>
    public bool IsTooLarge => MemoryBytes > MostMemory;
}
