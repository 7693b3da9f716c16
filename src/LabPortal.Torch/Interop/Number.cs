using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>A number as the shim takes it: kind 0 double, 1 integer, 2 boolean, -1 absent.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Number(long kind, long bits)
{
    internal readonly long Kind = kind;
    internal readonly long Bits = bits;

    internal static Number Absent => new(-1, 0);
    internal static Number One => new(1, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Number(double value) => new(0, BitConverter.DoubleToInt64Bits(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Number(long value) => new(1, value);

    internal double AsDouble => Kind == 0 ? BitConverter.Int64BitsToDouble(Bits) : Bits;
    internal long AsLong => Kind == 0 ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;
}
