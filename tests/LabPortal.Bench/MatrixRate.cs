using System.Globalization;
using LabPortal.Torch;
using LabPortal.Training.Running;

namespace LabPortal.Bench;

/// <summary>What the machine reaches on one large float32 product: a 2048³ one, ours or the peer's, whichever is faster.</summary>
internal static class MatrixRate
{
    /// <returns>GFLOP/s.</returns>
    public static double Measure(int threads)
    {
        Machine.Prepare(threads);
        var ours = BlasCheck.Measure(2048);
        var theirs = Peer.IsHere ? (double)Peer.Run(["matmul", .. Peer.Arguments(("threads", threads))])["gflops"]! : 0;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"a 2048³ product on {threads} thread(s): {ours:0} GFLOP/s here{(theirs > 0 ? $", {theirs:0} in the peer" : "")}"));
        return Math.Max(ours, theirs);
    }
}
