using System.Diagnostics;
using System.Globalization;
using LabPortal.Torch;
using LabPortal.Training.Running;
using static TorchSharp.torch;

namespace LabPortal.Bench;

/// <summary>What the machine reaches on one large float32 product: a 2048³ one by our own kernels, by the BLAS here or by the peer, whichever is fastest.</summary>
internal static class MatrixRate
{
    private const int Size = 2048;

    /// <returns>GFLOP/s.</returns>
    public static double Measure(int threads)
    {
        Machine.Prepare(threads);
        var (own, blas) = (OwnKernels(), BlasCheck.Measure(Size));
        var theirs = Peer.IsHere ? (double)Peer.Run(["matmul", .. Peer.Arguments(("threads", threads))])["gflops"]! : 0;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"a 2048³ product on {threads} thread(s): {own:0} GFLOP/s by our kernels, {blas:0} by the BLAS{(theirs > 0 ? $", {theirs:0} in the peer" : "")}"));
        return Math.Max(own, Math.Max(blas, theirs));
    }

    /// <summary>A linear layer is a product by our own kernels: the best of five.</summary>
    private static double OwnKernels()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (a, b) = (ones(Size, Size), ones(Size, Size));
        var seconds = double.PositiveInfinity;
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            nn.functional.linear(a, b).Dispose();
            seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Size * Size * Size / seconds / 1e9;
    }
}
