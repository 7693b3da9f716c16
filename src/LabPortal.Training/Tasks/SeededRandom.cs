using System.Numerics;

namespace LabPortal.Training.Tasks;

/// <summary>
/// A small generator whose state is a function of (seed, purpose, position): nothing of it needs saving. SplitMix64
/// (Steele, Lea, Flood 2014), chosen because its stream can be started anywhere at no cost.
/// </summary>
public sealed class SeededRandom(long seed, Purpose purpose, long position = 0)
{
    private ulong _state = Mix(Mix(Mix((ulong)seed) ^ (ulong)purpose) ^ (ulong)position);

    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, bound), without bias (Lemire 2019).</summary>
    public int Next(int bound)
    {
        var product = Math.BigMul(NextBits(), (ulong)bound, out var low);
        if (low < (ulong)bound)
            for (var threshold = (0UL - (ulong)bound) % (ulong)bound; low < threshold;)
                product = Math.BigMul(NextBits(), (ulong)bound, out low);
        return (int)product;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return BitOperations.RotateLeft(z ^ (z >> 31), 17);
    }
}
