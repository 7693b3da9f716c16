using System.Diagnostics;
using TorchSharp;

namespace LabPortal.Torch;

/// <summary>
/// How fast matrix products are here. Debian's libtorch calls whatever libblas.so.3 is: the reference BLAS is some
/// thirty times slower than OpenBLAS, and nothing else tells.
/// </summary>
public static class BlasCheck
{
    /// <summary>Below this, in GFLOP/s per thread, the BLAS is almost surely the reference one.</summary>
    public const double SlowPerThread = 12;

    /// <summary>GFLOP/s of a <paramref name="size"/>³ float32 product with the threads now set: the best of three. Takes some 0.1 s on a slow BLAS.</summary>
    public static double Measure(int size = 512)
    {
        using var off = torch.no_grad();
        using var a = torch.ones(size, size);
        torch.mm(a, a).Dispose();
        var seconds = double.PositiveInfinity;
        for (var i = 0; i < 3; i++)
        {
            var clock = Stopwatch.StartNew();
            torch.mm(a, a).Dispose();
            seconds = Math.Min(seconds, clock.Elapsed.TotalSeconds);
        }

        return 2.0 * size * size * size / seconds / 1e9;
    }

    /// <summary>A warning to show at start-up when <paramref name="gflops"/> is far too low, otherwise null.</summary>
    public static string? Warning(double gflops, int threads) =>
        gflops >= SlowPerThread * threads
            ? null
            : $"Matrix products run at only {gflops:F0} GFLOP/s on {threads} thread(s): install a fast BLAS (apt-get install --no-install-recommends libopenblas0-openmp).";
}
