using LabPortal.Training.Tasks;

namespace LabPortal.Training.Objectives;

/// <summary>When in the noising each row of a batch is looked at: t in [ε, 1], one a row.</summary>
internal static class NoiseTimes
{
    /// <summary>The least time: at 0 nothing is noised and weights have no bound.</summary>
    public const double Least = 1e-3;

    /// <param name="antithetic">Spread evenly over the batch (MDLM, Sahoo et al. 2024): row i of n draws from the i-th of n parts.</param>
    public static double[] Draw(int rows, bool antithetic, SeededRandom random) =>
        [.. Enumerable.Range(0, rows).Select(row => At(random.NextDouble(), row, rows, antithetic))];

    internal static double At(double uniform, int row, int rows, bool antithetic) =>
        (1 - Least) * (antithetic ? (uniform / rows + (double)row / rows) % 1 : uniform) + Least;
}
