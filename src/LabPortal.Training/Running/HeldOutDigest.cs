using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LabPortal.Training.Tasks;

namespace LabPortal.Training.Running;

/// <summary>Names a list of examples by their tokens.</summary>
internal static class HeldOutDigest
{
    public static string Of(IReadOnlyList<Example> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (prompt, target) in examples)
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([prompt.Length, target.Length]));
            hash.AppendData(MemoryMarshal.AsBytes(prompt.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(target.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
