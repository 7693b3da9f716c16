namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index expression: a number, a range, a mask, a tensor of indices, an ellipsis or a new axis.</summary>
    public struct TensorIndex
    {
        internal enum Kind { None, Single, Ellipsis, Bool, Tensor, Slice, Null }

        internal Kind kind;
        internal long? start, stop, step;
        internal Tensor? tensor;

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { kind = Kind.Slice, start = start, stop = stop, step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, (long?)range.end);

        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            !range.End.IsFromEnd ? range.End.Value : range.End.Value == 0 ? null : -range.End.Value);

        public static TensorIndex Bool(bool value) => new() { kind = Kind.Bool, start = value ? 1 : 0 };
        public static TensorIndex Single(long? index) => new() { kind = Kind.Single, start = index };
        public static TensorIndex Tensor(Tensor tensor) => new() { kind = Kind.Tensor, tensor = tensor };

        public static readonly TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };
        public static readonly TensorIndex None = new() { kind = Kind.None };
        public static readonly TensorIndex Null = new() { kind = Kind.Null };
        public static readonly TensorIndex Colon = Slice();

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(System.Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        // Exists so that overload resolution prefers the TensorIndex indexer; it is never called.
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");
    }
}
