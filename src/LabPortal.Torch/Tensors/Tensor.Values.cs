using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>New tensors from values in managed memory; always a copy.</summary>
public static partial class torch
{
    private static unsafe Tensor FromValues<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        var count = 1L;
        foreach (var size in dimensions) count *= size;
        if (count != values.Length) throw new ArgumentException($"{values.Length} values do not fill a tensor of {count} elements.");
        device = InitializeDevice(device);
        var from = ToScalarType(typeof(T));
        fixed (T* memory = values)
        fixed (long* sizes = dimensions)
            return Tensor.Of(Native.lp_from_memory(memory, sizes, dimensions.Length, (int)from, (int)(dtype ?? from), (int)device.type, device.index, requires_grad ? 1 : 0));
    }

    private static ReadOnlySpan<T> Flat<T>(Array array) where T : unmanaged =>
        System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static long[] Sizes(Array array) => Enumerable.Range(0, array.Rank).Select(d => array.GetLongLength(d)).ToArray();

    private static T[] Values<T>(IList<T> list) => list as T[] ?? list.ToArray();

    /// <summary>A copy of an array of any rank.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false) => rawArray.GetType().GetElementType() switch
    {
        var t when t == typeof(float) => FromValues(Flat<float>(rawArray), Sizes(rawArray), dtype, device, requires_grad),
        var t when t == typeof(double) => FromValues(Flat<double>(rawArray), Sizes(rawArray), dtype, device, requires_grad),
        var t when t == typeof(int) => FromValues(Flat<int>(rawArray), Sizes(rawArray), dtype, device, requires_grad),
        var t when t == typeof(long) => FromValues(Flat<long>(rawArray), Sizes(rawArray), dtype, device, requires_grad),
        var t when t == typeof(bool) => FromValues(Flat<bool>(rawArray), Sizes(rawArray), dtype, device, requires_grad),
        var t when t == typeof(byte) => FromValues(Flat<byte>(rawArray), Sizes(rawArray), dtype, device, requires_grad),
        var t => throw new NotSupportedException($"An array of {t} cannot become a tensor."),
    };

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => FromValues<float>([scalar], [], null, device, requires_grad);
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<float>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<float>(rawArray, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(Memory<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<float>(rawArray.Span, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<float>(Values(rawArray), [rawArray.Count], dtype, device, requires_grad);
    public static Tensor tensor(IList<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<float>(Values(rawArray), dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<float> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<float>(Values(rawArray), [rows, columns], dtype, device, requires_grad);
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<float>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<float>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<float>(rawArray), Sizes(rawArray), dtype, device, requires_grad);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<double>([scalar], [], dtype, device, requires_grad);
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<double>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<double>(rawArray, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(Memory<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<double>(rawArray.Span, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<double>(Values(rawArray), [rawArray.Count], dtype, device, requires_grad);
    public static Tensor tensor(IList<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<double>(Values(rawArray), dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<double> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<double>(Values(rawArray), [rows, columns], dtype, device, requires_grad);
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<double>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<double>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<double>(rawArray), Sizes(rawArray), dtype, device, requires_grad);

    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) => FromValues<int>([scalar], [], null, device, requires_grad);
    public static Tensor tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<int>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(int[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<int>(rawArray, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(Memory<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<int>(rawArray.Span, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<int>(Values(rawArray), [rawArray.Count], dtype, device, requires_grad);
    public static Tensor tensor(IList<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<int>(Values(rawArray), dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<int> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<int>(Values(rawArray), [rows, columns], dtype, device, requires_grad);
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<int>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(int[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<int>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(int[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<int>(rawArray), Sizes(rawArray), dtype, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<long>([scalar], [], dtype, device, requires_grad);
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<long>(dataArray, [dataArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<long>(dataArray, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(Memory<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<long>(rawArray.Span, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<long>(Values(rawArray), [rawArray.Count], dtype, device, requires_grad);
    public static Tensor tensor(IList<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<long>(Values(rawArray), dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<long> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<long>(Values(rawArray), [rows, columns], dtype, device, requires_grad);
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<long>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<long>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<long>(rawArray), Sizes(rawArray), dtype, device, requires_grad);

    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<bool>([scalar], [], dtype, device, requires_grad);
    public static Tensor tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<bool>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(bool[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<bool>(rawArray, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(Memory<bool> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<bool>(rawArray.Span, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<bool>(Values(rawArray), [rawArray.Count], dtype, device, requires_grad);
    public static Tensor tensor(IList<bool> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<bool>(Values(rawArray), dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<bool> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<bool>(Values(rawArray), [rows, columns], dtype, device, requires_grad);
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<bool>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<bool>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<bool>(rawArray), Sizes(rawArray), dtype, device, requires_grad);

    public static Tensor tensor(byte scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<byte>([scalar], [], dtype, device, requires_grad);
    public static Tensor tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<byte>(rawArray, [rawArray.Length], dtype, device, requires_grad);
    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<byte>(rawArray, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(Memory<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<byte>(rawArray.Span, dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<byte>(Values(rawArray), [rawArray.Count], dtype, device, requires_grad);
    public static Tensor tensor(IList<byte> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<byte>(Values(rawArray), dimensions, dtype, device, requires_grad);
    public static Tensor tensor(IList<byte> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues<byte>(Values(rawArray), [rows, columns], dtype, device, requires_grad);
    public static Tensor tensor(byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<byte>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(byte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<byte>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
    public static Tensor tensor(byte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => FromValues(Flat<byte>(rawArray), Sizes(rawArray), dtype, device, requires_grad);
}
