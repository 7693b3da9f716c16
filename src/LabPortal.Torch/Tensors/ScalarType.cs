namespace TorchSharp;

public static partial class torch
{
    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        ComplexFloat32 = 9,
        ComplexFloat64 = 10,
        Bool = 11,
        QInt8 = 12,
        QUInt8 = 13,
        QInt32 = 14,
        BFloat16 = 15
    }

    public static readonly ScalarType @bool = ScalarType.Bool;
    public static readonly ScalarType uint8 = ScalarType.Byte;
    public static readonly ScalarType int8 = ScalarType.Int8;
    public static readonly ScalarType int16 = ScalarType.Int16;
    public static readonly ScalarType int32 = ScalarType.Int32;
    public static readonly ScalarType int64 = ScalarType.Int64;
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;
    public static readonly ScalarType float16 = ScalarType.Float16;
    public static readonly ScalarType float32 = ScalarType.Float32;
    public static readonly ScalarType float64 = ScalarType.Float64;
    public static readonly ScalarType @short = ScalarType.Int16;
    public static readonly ScalarType @int = ScalarType.Int32;
    public static readonly ScalarType @long = ScalarType.Int64;
    public static readonly ScalarType half = ScalarType.Float16;
    public static readonly ScalarType @float = ScalarType.Float32;
    public static readonly ScalarType @double = ScalarType.Float64;

    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.BFloat16 or ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64;

    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    internal static bool IsIntegral(this ScalarType type) => is_integral(type);
    internal static bool IsFloatingPoint(this ScalarType type) => is_floating_point(type);
    internal static bool IsComplex(this ScalarType type) => is_complex(type);

    private static ScalarType default_dtype = ScalarType.Float32;
    private static Device? default_device;

    public static void set_default_dtype(ScalarType dtype)
    {
        if (!dtype.IsFloatingPoint()) throw new ArgumentException("only floating-point types are supported as the default type");
        default_dtype = dtype;
    }

    public static ScalarType get_default_dtype() => default_dtype;
    public static Device get_default_device() => default_device ?? CPU;
    public static void set_default_device(Device device) => default_device = device ?? throw new ArgumentNullException(nameof(device));

    internal static ScalarType ToScalarType(Type type)
    {
        if (type == typeof(float)) return ScalarType.Float32;
        if (type == typeof(long)) return ScalarType.Int64;
        if (type == typeof(double)) return ScalarType.Float64;
        if (type == typeof(int)) return ScalarType.Int32;
        if (type == typeof(bool)) return ScalarType.Bool;
        if (type == typeof(byte)) return ScalarType.Byte;
        if (type == typeof(short)) return ScalarType.Int16;
        if (type == typeof(sbyte)) return ScalarType.Int8;
        if (type == typeof(Half)) return ScalarType.Float16;
        if (type == typeof(BFloat16)) return ScalarType.BFloat16;
        throw new NotSupportedException($"The type {type.FullName} is not supported.");
    }
}
