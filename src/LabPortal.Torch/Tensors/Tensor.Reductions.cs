using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>Sums, extremes, orderings: many elements in, fewer (or their order) out.</summary>
public static partial class torch
{
    public unsafe partial class Tensor
    {
        private static int Flag(bool value) => value ? 1 : 0;

        // C# reads the 0 of sum(0) as the enum value ScalarType.Byte, with TorchSharp too: fail rather than sum bytes.
        private static ScalarType? NotADimension(ScalarType? type) =>
            type != ScalarType.Byte ? type : throw new ArgumentException("A literal 0 here means the type Byte; for dimension 0 write 0L.");

        private Tensor sum_(ReadOnlySpan<long> dim, bool keepdim, ScalarType? type)
        {
            fixed (long* p = dim) return Of(Native.lp_sum(Handle, p, dim.Length, Flag(keepdim), (int?)type ?? -1), this);
        }

        private Tensor mean_(ReadOnlySpan<long> dim, bool keepdim, ScalarType? type)
        {
            fixed (long* p = dim) return Of(Native.lp_mean(Handle, p, dim.Length, Flag(keepdim), (int?)type ?? -1), this);
        }

        public Tensor sum(ScalarType? type = null) => sum_([], false, NotADimension(type));
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum_(dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum_(dim, keepdim, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum_([dim], keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum_([dim0, dim1], keepdim, type);
        public Tensor mean() => mean_([], false, null);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => mean_(dimensions, keepdim, type);

        private Tensor var_(ReadOnlySpan<long> dim, bool unbiased, bool keepdim, ScalarType? type)
        {
            fixed (long* p = dim)
            {
                var result = Of(Native.lp_var(Handle, p, dim.Length, Flag(unbiased), Flag(keepdim)), this);
                return type is { } t ? result.to_type(t, disposeAfter: true) : result;
            }
        }

        public Tensor var(bool unbiased = true) => var_([], unbiased, false, null);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_(dimensions, unbiased, keepdim, type);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_(dimensions, unbiased, keepdim, type);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var_([dim], unbiased, keepdim, type);

        private Tensor std_(ReadOnlySpan<long> dim, bool unbiased, bool keepdim, ScalarType? type)
        {
            fixed (long* p = dim)
            {
                var result = Of(Native.lp_std(Handle, p, dim.Length, Flag(unbiased), Flag(keepdim)), this);
                return type is { } t ? result.to_type(t, disposeAfter: true) : result;
            }
        }

        public Tensor std(bool unbiased = true) => std_([], unbiased, false, null);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_(dimensions, unbiased, keepdim, type);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_(dimensions, unbiased, keepdim, type);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std_([dim], unbiased, keepdim, type);

        public Tensor prod(ScalarType? type = null) => Of(Native.lp_prod(Handle, (int?)NotADimension(type) ?? -1), this);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Of(Native.lp_prod_dim(Handle, dim, Flag(keepdim), (int?)type ?? -1), this);
        public Tensor all() => Of(Native.lp_all(Handle), this);
        public Tensor all(long dim, bool keepdim = false) => Of(Native.lp_all_dim(Handle, dim, Flag(keepdim)), this);
        public Tensor any() => Of(Native.lp_any(Handle), this);
        public Tensor any(long dim, bool keepdim = false) => Of(Native.lp_any_dim(Handle, dim, Flag(keepdim)), this);
        public Tensor max() => Of(Native.lp_max(Handle), this);
        public Tensor max(Tensor other) => maximum(other);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            nint* pair = stackalloc nint[2];
            return Two(Native.lp_max_dim(Handle, dim, Flag(keepdim), pair), pair);
        }

        public Tensor min() => Of(Native.lp_min(Handle), this);
        public Tensor min(Tensor other) => minimum(other);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            nint* pair = stackalloc nint[2];
            return Two(Native.lp_min_dim(Handle, dim, Flag(keepdim), pair), pair);
        }

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            nint* pair = stackalloc nint[2];
            return Two(Native.lp_topk(Handle, k, dim, Flag(largest), Flag(sorted), pair), pair);
        }

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            nint* pair = stackalloc nint[2];
            return Two(Native.lp_sort(Handle, dim, Flag(descending), Flag(stable), pair), pair);
        }

        private (Tensor, Tensor) Two(int failed, nint* pair)
        {
            Self(failed);
            return (new Tensor(pair[0]), new Tensor(pair[1]));
        }

        public Tensor argsort(long dim = -1, bool descending = false) => Of(Native.lp_argsort(Handle, dim, Flag(descending)), this);
        public Tensor argmax() => Of(Native.lp_argmax(Handle), this);
        public Tensor argmax(long dim, bool keepdim = false) => Of(Native.lp_argmax_dim(Handle, dim, Flag(keepdim)), this);
        public Tensor argmin() => Of(Native.lp_argmin(Handle), this);
        public Tensor argmin(long dim, bool keepdim = false) => Of(Native.lp_argmin_dim(Handle, dim, Flag(keepdim)), this);
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false)
        {
            fixed (long* p = dims) return Of(Native.lp_amax(Handle, p, dims.Length, Flag(keepdim)), this);
        }

        public Tensor amax(params long[] dims) => amax((ReadOnlySpan<long>)dims);
        public Tensor amax(long[] dims, bool keepdim = false) => amax((ReadOnlySpan<long>)dims, keepdim);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false)
        {
            fixed (long* p = dims) return Of(Native.lp_amin(Handle, p, dims.Length, Flag(keepdim)), this);
        }

        public Tensor amin(params long[] dims) => amin((ReadOnlySpan<long>)dims);
        public Tensor amin(long[] dims, bool keepdim = false) => amin((ReadOnlySpan<long>)dims, keepdim);
        public Tensor norm(float p = 2.0f) => Of(Native.lp_norm(Handle, p), this);
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Of(Native.lp_norm_dim(Handle, dim, Flag(keepdim), p), this);
        public Tensor logsumexp(long dim, bool keepdim = false) => Of(Native.lp_logsumexp(Handle, dim, Flag(keepdim)), this);
        public Tensor cumsum(long dim, ScalarType? type = null) => Of(Native.lp_cumsum(Handle, dim, (int?)type ?? -1), this);
        public Tensor cumprod(long dim, ScalarType? type = null) => Of(Native.lp_cumprod(Handle, dim, (int?)type ?? -1), this);
        public Tensor median() => Of(Native.lp_median(Handle), this);
        public Tensor trace() => Of(Native.lp_trace(Handle), this);
        public Tensor nonzero() => Of(Native.lp_nonzero(Handle), this);
        public Tensor bincount(Tensor? weights, long minlength = 0) => Of(Native.lp_bincount(Handle, weights?.Handle ?? 0, minlength), this, weights);
    }

    public static Tensor all(Tensor input) => input.all();
    public static Tensor all(Tensor input, long dim, bool keepdim = false) => input.all(dim, keepdim);
    public static Tensor any(Tensor input) => input.any();
    public static Tensor any(Tensor input, long dim, bool keepdim = false) => input.any(dim, keepdim);
    public static Tensor max(Tensor input) => input.max();
    public static Tensor max(Tensor input, Tensor other) => input.maximum(other);
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => input.max(dim, keepdim);
    public static Tensor min(Tensor input) => input.min();
    public static Tensor min(Tensor input, Tensor other) => input.minimum(other);
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => input.min(dim, keepdim);
    public static Tensor argmax(Tensor input) => input.argmax();
    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => input.argmax(dim, keepdim);
    public static Tensor argmin(Tensor input) => input.argmin();
    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => input.argmin(dim, keepdim);
    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor mean(Tensor input) => input.mean();
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => input.mean(dimensions, keepdim, type);
    public static Tensor var(Tensor input, bool unbiased = true) => input.var(unbiased);
    public static Tensor std(Tensor input, bool unbiased = true) => input.std(unbiased);
    public static Tensor norm(Tensor input, float p = 2.0f) => input.norm(p);
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);
    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => tensor.topk(k, dim, largest, sorted);
    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => input.sort(dim, descending, stable);
    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) => input.argsort(dim, descending);
    public static Tensor nonzero(Tensor input) => input.nonzero();
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => input.bincount(weights, minlength);
}
