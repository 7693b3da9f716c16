using TorchSharp.Modules;

namespace TorchSharp;

public static class TensorExtensionMethods
{
    /// <summary>Turns a tensor into a parameter; the tensor itself must not be used any more.</summary>
    public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    public static float ToSingle(this torch.Tensor value) => (float)Number(value);
    public static double ToDouble(this torch.Tensor value) => Number(value);
    public static sbyte ToSByte(this torch.Tensor value) => (sbyte)Integer(value);
    public static byte ToByte(this torch.Tensor value) => (byte)Integer(value);
    public static short ToInt16(this torch.Tensor value) => (short)Integer(value);
    public static int ToInt32(this torch.Tensor value) => (int)Integer(value);
    public static long ToInt64(this torch.Tensor value) => Integer(value);
    public static bool ToBoolean(this torch.Tensor value) => Number(value) != 0;

    public static Scalar ToScalar(this torch.Tensor value) =>
        value.is_floating_point() ? Number(value) : value.dtype == torch.ScalarType.Bool ? Integer(value) != 0 : Integer(value);

    private static double Number(torch.Tensor value)
    {
        if (value.dtype == torch.ScalarType.Float32) return value.item<float>();
        if (value.dtype == torch.ScalarType.Float64) return value.item<double>();
        using var converted = value.to(torch.ScalarType.Float64);
        return converted.item<double>();
    }

    private static long Integer(torch.Tensor value)
    {
        if (value.dtype == torch.ScalarType.Int64) return value.item<long>();
        using var converted = value.to(torch.ScalarType.Int64);
        return converted.item<long>();
    }
}
