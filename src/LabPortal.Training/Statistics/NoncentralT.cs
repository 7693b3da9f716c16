using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace LabPortal.Training.Statistics;

/// <summary>Student's t when there is a difference: what a test's power is computed from.</summary>
internal static class NoncentralT
{
    private const int Panels = 16;
    private const int Order = 32;

    /// <summary>P(T &gt; t), as the mean of Φ(δ − t·s) over s, the ratio of the measured deviation to the true one.</summary>
    public static double Above(double t, double freedom, double noncentrality)
    {
        var reach = 12 / Math.Sqrt(2 * freedom);
        var (from, to) = (Math.Max(0, 1 - reach), 1 + reach);
        var scale = Math.Log(2) + freedom / 2 * Math.Log(freedom / 2) - SpecialFunctions.GammaLn(freedom / 2);
        double Integrand(double s) => s <= 0 ? 0
            : Math.Exp(scale + (freedom - 1) * Math.Log(s) - freedom * s * s / 2) * Normal.CDF(0, 1, noncentrality - t * s);
        var width = (to - from) / Panels;
        return Enumerable.Range(0, Panels).Sum(i => GaussLegendreRule.Integrate(Integrand, from + i * width, from + (i + 1) * width, Order));
    }
}
