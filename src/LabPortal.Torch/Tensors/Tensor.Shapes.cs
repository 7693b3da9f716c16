using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>Views of another shape, pieces of a tensor, and tensors joined.</summary>
public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor view(params long[] shape)
        {
            fixed (long* p = shape) return Of(Native.lp_view(Handle, p, shape.Length), this);
        }

        public Tensor reshape(params long[] shape)
        {
            fixed (long* p = shape) return Of(Native.lp_reshape(Handle, p, shape.Length), this);
        }

        public Tensor permute(params long[] permutation)
        {
            fixed (long* p = permutation) return Of(Native.lp_permute(Handle, p, permutation.Length), this);
        }

        public Tensor expand(params long[] sizes)
        {
            fixed (long* p = sizes) return Of(Native.lp_expand(Handle, p, sizes.Length), this);
        }

        public Tensor repeat(params long[] sizes)
        {
            fixed (long* p = sizes) return Of(Native.lp_repeat(Handle, p, sizes.Length), this);
        }

        public Tensor flip(params long[] dims)
        {
            fixed (long* p = dims) return Of(Native.lp_flip(Handle, p, dims.Length), this);
        }

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false)
        {
            fixed (long* p = sizes) return Of(Native.lp_expand(Handle, p, sizes.Length), this);
        }

        public Tensor expand(long[] sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes, isImplicit);
        public Tensor expand_as(Tensor other) => expand(other.shape);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor broadcast_to(params long[] shape) => expand(shape);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor transpose(long dim0, long dim1) => Of(Native.lp_transpose(Handle, dim0, dim1), this);
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor t() => Of(Native.lp_t(Handle), this);
        public Tensor T => t();
        public Tensor mT => transpose(-2, -1);
        public Tensor squeeze(long? dim = null) => Of(dim is { } d ? Native.lp_squeeze_dim(Handle, d) : Native.lp_squeeze(Handle), this);
        public Tensor unsqueeze(long dim) => Of(Native.lp_unsqueeze(Handle, dim), this);
        public Tensor unsqueeze_(long dim) => Self(Native.lp_unsqueeze_(Handle, dim));
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Of(Native.lp_flatten(Handle, start_dim, end_dim), this);
        public Tensor ravel() => flatten();
        public Tensor select(long dim, long index) => Of(Native.lp_select(Handle, dim, index), this);
        public Tensor narrow(long dim, long start, long length) => Of(Native.lp_narrow(Handle, dim, start, length), this);
        public Tensor slice(long dim, long start, long finish, long step) => Of(Native.lp_slice(Handle, dim, start, finish, step), this);
        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Of(Native.lp_diagonal(Handle, offset, dim1, dim2), this);
        public Tensor tril(long diagonal = 0) => Of(Native.lp_tril(Handle, diagonal), this);
        public Tensor triu(long diagonal = 0) => Of(Native.lp_triu(Handle, diagonal), this);
        public Tensor tril_(long diagonal = 0) => Self(Native.lp_tril_(Handle, diagonal));
        public Tensor triu_(long diagonal = 0) => Self(Native.lp_triu_(Handle, diagonal));
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Of(Native.lp_repeat_interleave(Handle, repeats, dim ?? 0, dim is null ? 0 : 1), this);

        public Tensor roll(long[] shifts, long[] dims)
        {
            fixed (long* s = shifts, d = dims) return Of(Native.lp_roll(Handle, s, shifts.Length, d, dims.Length), this);
        }

        public Tensor roll(long shifts, long? dims = null) => roll([shifts], dims is { } d ? [d] : []);

        public Tensor[] chunk(long chunks, long dim = 0L)
        {
            var pieces = new nint[chunks];
            fixed (nint* p = pieces) return Pieces(pieces, Native.lp_chunk(Handle, chunks, dim, p, pieces.Length));
        }

        public Tensor[] split(long size, int dim = 0)
        {
            var length = this.size(dim);
            var sizes = new long[Math.Max(1, (length + size - 1) / size)];
            Array.Fill(sizes, size);
            sizes[^1] = length - size * (sizes.Length - 1);
            return split(sizes, dim);
        }

        public Tensor[] split(long[] sizes, long dim = 0) => split((ReadOnlySpan<long>)sizes, dim);
        public Tensor[] split(params long[] sizes) => split((ReadOnlySpan<long>)sizes);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            var pieces = new nint[sizes.Length];
            fixed (long* s = sizes)
            fixed (nint* p = pieces) return Pieces(pieces, Native.lp_split(Handle, s, sizes.Length, dim, p, pieces.Length));
        }

        public Tensor[] unbind(long dimension = 0L)
        {
            var pieces = new nint[size((int)dimension)];
            fixed (nint* p = pieces) return Pieces(pieces, Native.lp_unbind(Handle, dimension, p, pieces.Length));
        }

        private Tensor[] Pieces(nint[] handles, long count)
        {
            if (count < 0) Native.Throw();
            GC.KeepAlive(this);
            return Array.ConvertAll(handles[..(int)count], h => new Tensor(h));
        }
    }

    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);
    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);
    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);
    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    public static Tensor[] unbind(Tensor input, long dim = 0L) => input.unbind(dim);
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => input.swapaxes(axis0, axis1);
    public static Tensor swapdims(Tensor input, long dim0, long dim1) => input.swapdims(dim0, dim1);
    public static Tensor t(Tensor input) => input.t();
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0L) => tensor.split(split_size_or_sections, dim);
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => input.repeat_interleave(repeats, dim, output_size);
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Joined(tensors, dim, stacked: false);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Joined(tensors, dim, stacked: false);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => Joined(tensors, dim, stacked: false);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => Joined(tensors, dim, stacked: false);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Joined(tensors.ToList(), dim, stacked: true);

    private static unsafe Tensor Joined(IList<Tensor> tensors, long dim, bool stacked)
    {
        fixed (nint* p = Handles(tensors))
        {
            var result = stacked ? Native.lp_stack(p, tensors.Count, dim) : Native.lp_cat(p, tensors.Count, dim);
            GC.KeepAlive(tensors);
            return Tensor.Of(result);
        }
    }

    /// <summary>Sums products of elements over indices, written as in "bij,bjk->bik".</summary>
    public static unsafe Tensor einsum(string equation, params Tensor[] tensors)
    {
        fixed (byte* e = System.Text.Encoding.UTF8.GetBytes(equation + "\0"))
        fixed (nint* p = Handles(tensors))
        {
            var result = Native.lp_einsum(e, p, tensors.Length);
            GC.KeepAlive(tensors);
            return Tensor.Of(result);
        }
    }

    internal static nint[] Handles(IEnumerable<Tensor> tensors) => tensors.Select(t => t.Handle).ToArray();
}
