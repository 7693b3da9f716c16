using LabPortal.Torch.Interop;
using Index = LabPortal.Torch.Interop.Index;

namespace TorchSharp;

/// <summary>Reading and writing by index expressions, by tensors of indices and by masks.</summary>
public static partial class torch
{
    public unsafe partial class Tensor
    {
        private static nint Whole(Tensor tensor, TensorIndex[] indices, int put, nint value, Number number)
        {
            Span<Index> entries = stackalloc Index[indices.Length];
            for (var i = 0; i < indices.Length; i++)
            {
                var from = indices[i];
                entries[i] = new Index
                {
                    Kind = from.kind == TensorIndex.Kind.Null ? 5 : (long)from.kind,
                    Start = from.start ?? 0,
                    Stop = from.stop ?? 0,
                    Step = from.step ?? 1,
                    StartSet = from.start is null ? 0 : 1,
                    StopSet = from.stop is null ? 0 : 1,
                    Tensor = from.tensor is null ? 0 : from.tensor.Handle,
                };
            }

            fixed (Index* p = entries)
            {
                var result = put switch
                {
                    0 => Native.lp_index(tensor.Handle, p, indices.Length),
                    1 => Native.lp_index_put_(tensor.Handle, p, indices.Length, value),
                    _ => Native.lp_index_put_scalar_(tensor.Handle, p, indices.Length, number),
                };
                GC.KeepAlive(indices);
                return result;
            }
        }

        public Tensor index(params TensorIndex[] indices) => Of(Whole(this, indices, 0, 0, default), this);
        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => Self((int)Whole(this, indices, 1, value.Handle, default), value);
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));
        public Tensor index_put_(Scalar value, params TensorIndex[] indices) => Self((int)Whole(this, indices, 2, 0, value.Value));
        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, [TensorIndex.Single(i1)]);
        }

        public Tensor this[long i1, long i2]
        {
            get => index([i1, i2]);
            set => index_put_(value, [TensorIndex.Single(i1), TensorIndex.Single(i2)]);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index([i1, i2, i3]);
            set => index_put_(value, [TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3)]);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index([i1, i2, i3, i4]);
            set => index_put_(value, [TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4)]);
        }

        public Tensor index_select(long dim, Tensor index) => Of(Native.lp_index_select(Handle, dim, index.Handle), this, index);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Self(Native.lp_index_add_(Handle, dim, index.Handle, source.Handle, alpha.Value), index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Self(Native.lp_index_copy_(Handle, dim, index.Handle, source.Handle), index, source);
        public Tensor gather(long dim, Tensor index) => Of(Native.lp_gather(Handle, dim, index.Handle), this, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Of(Native.lp_scatter(Handle, dim, index.Handle, src.Handle), this, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Self(Native.lp_scatter_(Handle, dim, index.Handle, src.Handle), index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Of(Native.lp_scatter_add(Handle, dim, index.Handle, src.Handle), this, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Self(Native.lp_scatter_add_(Handle, dim, index.Handle, src.Handle), index, src);
        public Tensor masked_fill(Tensor mask, Scalar value) => Of(Native.lp_masked_fill(Handle, mask.Handle, value.Value), this, mask);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Self(Native.lp_masked_fill_(Handle, mask.Handle, value.Value), mask);
        public Tensor masked_select(Tensor mask) => Of(Native.lp_masked_select(Handle, mask.Handle), this, mask);
        public Tensor where(Tensor condition, Tensor y) => Of(Native.lp_where(condition.Handle, Handle, y.Handle), this, condition, y);
    }

    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => input.scatter(dim, index, src);
    public static Tensor scatter_(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_(dim, index, src);
    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_add(dim, index, src);
    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);
}
