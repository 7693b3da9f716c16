namespace LabPortal.Training.Models;

/// <summary>
/// What float32 tensors take on a CPU: the binding keeps freed memory (native/memory.cpp) in blocks of eight sizes to the power of two, large ones
/// in whole huge pages, so that a tensor of exactly 2 MiB takes 4. What is predicted with it is held to what is measured by
/// <c>./lab bench memory</c>.
/// </summary>
internal static class TensorBytes
{
    private const long Header = 64, Smallest = 512, HugePage = 2 << 20;

    /// <summary>Bytes of one tensor.</summary>
    public static long Of(params ReadOnlySpan<long> shape)
    {
        var bytes = 4L;
        foreach (var size in shape)
            bytes *= size;
        if (bytes == 0)
            return 0;
        var needed = bytes + Header;
        if (needed <= Smallest)
            return Smallest;
        var power = 1L << (63 - (int)long.LeadingZeroCount(needed - 1));
        var block = RoundedUp(needed, power / 8);
        return block < HugePage ? block : RoundedUp(block, HugePage);
    }

    private static long RoundedUp(long bytes, long unit) => (bytes + unit - 1) / unit * unit;
}
