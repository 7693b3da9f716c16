using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sizes of a tensor's dimensions.</summary>
    public readonly struct Size : IEnumerable<long>
    {
        private readonly long[] _shape;

        public static readonly Size Empty = new(Array.Empty<long>());

        public Size(long[] shape) => _shape = (long[])shape.Clone();
        public Size(IEnumerable<long> shape) => _shape = shape.ToArray();
        public Size(int[] shape) => _shape = Array.ConvertAll(shape, i => (long)i);
        public Size(long size) => _shape = [size];
        public Size((long, long) size) => _shape = [size.Item1, size.Item2];
        public Size((long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3];
        public Size((long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        public static implicit operator Size(long size) => new(size);
        public static implicit operator Size((long, long) size) => new(size);
        public static implicit operator Size((long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long) size) => new(size);
        public static implicit operator Size(long[] size) => new(size);

        public long numel() => _shape.Aggregate(1L, (product, size) => product * size);
        public bool IsEmpty => _shape.Length == 0;
        public int Length => _shape.Length;
        public long this[int idx] => _shape[idx < 0 ? _shape.Length + idx : idx];
        public long[] Shape => _shape;

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)_shape).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
