using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in host memory, in row-major order, whatever its strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor; // keeps the memory alive
    private readonly T* _data;
    private readonly bool _contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _data = (T*)tensor.Pointer();
        _contiguous = tensor.is_contiguous();
    }

    public long Count => _tensor.numel();

    public bool IsReadOnly => false;

    public T[] ToArray()
    {
        var result = new T[Count];
        if (result.Length > 0) CopyTo(result);
        return result;
    }

    public T this[params long[] indices]
    {
        get => _data[indices.Length == 1 ? Offset(indices[0]) : Offset(indices)];
        set => _data[indices.Length == 1 ? Offset(indices[0]) : Offset(indices)] = value;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = CountFrom(tensorIndex, array.Length - arrayIndex);
        if (_contiguous)
            new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(array[arrayIndex..]);
        else
            for (var i = 0; i < count; i++) array[arrayIndex + i] = _data[Offset(tensorIndex + i)];
        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = CountFrom(tensorIndex, array.Length - arrayIndex);
        if (_contiguous)
            array.Slice(arrayIndex, count).CopyTo(new Span<T>(_data + tensorIndex, count));
        else
            for (var i = 0; i < count; i++) _data[Offset(tensorIndex + i)] = array[arrayIndex + i];
        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() { }

    private int CountFrom(long tensorIndex, int room)
    {
        if (tensorIndex < 0 || tensorIndex >= Count) throw new ArgumentOutOfRangeException(nameof(tensorIndex));
        return (int)Math.Min(room, Count - tensorIndex);
    }

    private long Offset(long index)
    {
        if (index < 0 || index >= Count) throw new IndexOutOfRangeException($"{index} in a collection of {Count} elements.");
        if (_contiguous) return index;
        var (shape, strides) = (_tensor.shape, _tensor.stride());
        var offset = 0L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            (index, var i) = Math.DivRem(index, shape[d]);
            offset += i * strides[d];
        }

        return offset;
    }

    private long Offset(long[] indices)
    {
        var (shape, strides) = (_tensor.shape, _tensor.stride());
        var offset = 0L;
        for (var d = 0; d < shape.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= shape[d]) throw new IndexOutOfRangeException($"{indices[d]} >= {shape[d]} in dimension {d}.");
            offset += indices[d] * strides[d];
        }

        return offset;
    }
}
