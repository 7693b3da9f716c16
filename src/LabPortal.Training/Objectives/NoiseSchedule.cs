namespace LabPortal.Training.Objectives;

/// <summary>How much noise there is in all at time t in [0, 1], and how fast it grows (SEDD, Lou et al. 2024, arXiv 2310.16834, section 5.1).</summary>
/// <param name="Total">σ(t).</param>
/// <param name="Rate">σ'(t).</param>
internal sealed record NoiseSchedule(Func<double, double> Total, Func<double, double> Rate)
{
    private const double Kept = 1 - NoiseTimes.Least, Smallest = 1e-4, Largest = 20;

    /// <summary>σ = −ln(1 − (1 − ε)t): the share of noised tokens grows evenly.</summary>
    public static readonly NoiseSchedule LogLinear = new(time => -Math.Log(1 - Kept * time), time => Kept / (1 - Kept * time));

    /// <summary>σ from 10⁻⁴ to 20, by equal factors.</summary>
    public static readonly NoiseSchedule Geometric = new(
        time => Math.Pow(Smallest, 1 - time) * Math.Pow(Largest, time), time => Math.Pow(Smallest, 1 - time) * Math.Pow(Largest, time) * Math.Log(Largest / Smallest));
}
