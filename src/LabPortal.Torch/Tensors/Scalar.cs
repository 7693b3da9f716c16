using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>A number of any type, as TorchSharp passes it. Holds no native memory: disposing it does nothing.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly Number Value;

    internal Scalar(Number value, torch.ScalarType type) => (Value, Type) = (value, type);

    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => value.ToScalar();
    public static implicit operator Scalar(sbyte value) => value.ToScalar();
    public static implicit operator Scalar(short value) => value.ToScalar();
    public static implicit operator Scalar(int value) => value.ToScalar();
    public static implicit operator Scalar(long value) => value.ToScalar();
    public static implicit operator Scalar(float value) => value.ToScalar();
    public static implicit operator Scalar(double value) => value.ToScalar();
    public static implicit operator Scalar(bool value) => value.ToScalar();

    public void Dispose() { }
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => new((long)value, torch.ScalarType.Int64);
    public static Scalar ToScalar(this sbyte value) => new((long)value, torch.ScalarType.Int64);
    public static Scalar ToScalar(this short value) => new((long)value, torch.ScalarType.Int64);
    public static Scalar ToScalar(this int value) => new((long)value, torch.ScalarType.Int64);
    public static Scalar ToScalar(this long value) => new(value, torch.ScalarType.Int64);
    public static Scalar ToScalar(this float value) => new((double)value, torch.ScalarType.Float64);
    public static Scalar ToScalar(this double value) => new(value, torch.ScalarType.Float64);
    public static Scalar ToScalar(this bool value) => new(new Number(2, value ? 1 : 0), torch.ScalarType.Bool);

    public static float ToSingle(this Scalar value) => (float)value.Value.AsDouble;
    public static double ToDouble(this Scalar value) => value.Value.AsDouble;
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Value.AsLong;
    public static byte ToByte(this Scalar value) => (byte)value.Value.AsLong;
    public static short ToInt16(this Scalar value) => (short)value.Value.AsLong;
    public static int ToInt32(this Scalar value) => (int)value.Value.AsLong;
    public static long ToInt64(this Scalar value) => value.Value.AsLong;
    public static bool ToBoolean(this Scalar value) => value.Value.AsDouble != 0;
}
