namespace TorchSharp;

/// <summary>A 16-bit float with the exponent range of float32 and 8 bits of precision.</summary>
public readonly struct BFloat16 : IEquatable<BFloat16>
{
    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    /// <summary>Rounds to nearest, ties to even.</summary>
    public BFloat16(float f)
    {
        var bits = BitConverter.SingleToUInt32Bits(f);
        _bits = float.IsNaN(f) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    public static BFloat16 FromRawValue(ushort rawValue) => new(rawValue);

    public float ToSingle() => BitConverter.UInt32BitsToSingle((uint)_bits << 16);

    public static explicit operator float(BFloat16 bf) => bf.ToSingle();
    public static explicit operator double(BFloat16 bf) => bf.ToSingle();
    public static explicit operator BFloat16(float f) => new(f);
    public static explicit operator BFloat16(double d) => new((float)d);

    public static bool operator ==(BFloat16 a, BFloat16 b) => a.ToSingle() == b.ToSingle();
    public static bool operator !=(BFloat16 a, BFloat16 b) => a.ToSingle() != b.ToSingle();

    public bool Equals(BFloat16 other) => ToSingle() == other.ToSingle();
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);
    public override int GetHashCode() => ToSingle().GetHashCode();
    public override string ToString() => ToSingle().ToString();
}
