using LabPortal.Torch;
using static TorchSharp.torch;

namespace LabPortal.Training.Running;

/// <summary>The libtorch that this process trains with.</summary>
public static class Machine
{
    public static string TorchVersion => __version__;

    /// <summary>Loads libtorch, which takes a good part of a second, and takes its speed.</summary>
    /// <returns>A warning when matrix products are far too slow here, which nothing else would tell; otherwise null.</returns>
    public static string? Prepare(int threads)
    {
        set_num_threads(threads);
        return BlasCheck.Warning(BlasCheck.Measure(), threads);
    }
}
