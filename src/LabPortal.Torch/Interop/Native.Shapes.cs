using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>native/shapes.cpp: views, joins, indexing.</summary>
internal static unsafe partial class Native
{
    [DllImport(Library)] internal static extern nint lp_transpose(nint a, long d0, long d1);
    [DllImport(Library)] internal static extern nint lp_t(nint a);
    [DllImport(Library)] internal static extern nint lp_squeeze(nint a);
    [DllImport(Library)] internal static extern nint lp_squeeze_dim(nint a, long dim);
    [DllImport(Library)] internal static extern nint lp_unsqueeze(nint a, long dim);
    [DllImport(Library)] internal static extern int lp_unsqueeze_(nint a, long dim);
    [DllImport(Library)] internal static extern nint lp_flatten(nint a, long start, long end);
    [DllImport(Library)] internal static extern nint lp_select(nint a, long dim, long index);
    [DllImport(Library)] internal static extern nint lp_narrow(nint a, long dim, long start, long length);
    [DllImport(Library)] internal static extern nint lp_slice(nint a, long dim, long start, long end, long step);
    [DllImport(Library)] internal static extern nint lp_diagonal(nint a, long offset, long d1, long d2);
    [DllImport(Library)] internal static extern nint lp_tril(nint a, long diagonal);
    [DllImport(Library)] internal static extern nint lp_triu(nint a, long diagonal);
    [DllImport(Library)] internal static extern int lp_tril_(nint a, long diagonal);
    [DllImport(Library)] internal static extern int lp_triu_(nint a, long diagonal);
    [DllImport(Library)] internal static extern nint lp_view(nint a, long* d, long count);
    [DllImport(Library)] internal static extern nint lp_reshape(nint a, long* d, long count);
    [DllImport(Library)] internal static extern nint lp_permute(nint a, long* d, long count);
    [DllImport(Library)] internal static extern nint lp_expand(nint a, long* d, long count);
    [DllImport(Library)] internal static extern nint lp_repeat(nint a, long* d, long count);
    [DllImport(Library)] internal static extern nint lp_flip(nint a, long* d, long count);
    [DllImport(Library)] internal static extern nint lp_roll(nint a, long* shifts, long count, long* d, long dimCount);
    [DllImport(Library)] internal static extern nint lp_repeat_interleave(nint a, long repeats, long dim, int hasDim);
    [DllImport(Library)] internal static extern nint lp_index_select(nint a, long dim, nint index);
    [DllImport(Library)] internal static extern nint lp_gather(nint a, long dim, nint index);
    [DllImport(Library)] internal static extern nint lp_scatter(nint a, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern int lp_scatter_(nint a, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern nint lp_scatter_add(nint a, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern int lp_scatter_add_(nint a, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern int lp_index_add_(nint a, long dim, nint index, nint source, Number alpha);
    [DllImport(Library)] internal static extern int lp_index_copy_(nint a, long dim, nint index, nint source);
    [DllImport(Library)] internal static extern nint lp_masked_fill(nint a, nint mask, Number value);
    [DllImport(Library)] internal static extern int lp_masked_fill_(nint a, nint mask, Number value);
    [DllImport(Library)] internal static extern nint lp_masked_select(nint a, nint mask);
    [DllImport(Library)] internal static extern nint lp_where(nint condition, nint a, nint b);
    [DllImport(Library)] internal static extern nint lp_cat(nint* tensors, long count, long dim);
    [DllImport(Library)] internal static extern nint lp_stack(nint* tensors, long count, long dim);
    [DllImport(Library)] internal static extern nint lp_einsum(byte* equation, nint* tensors, long count);
    [DllImport(Library)] internal static extern long lp_chunk(nint a, long chunks, long dim, nint* @out, long room);
    [DllImport(Library)] internal static extern long lp_split(nint a, long* sizes, long count, long dim, nint* @out, long room);
    [DllImport(Library)] internal static extern long lp_unbind(nint a, long dim, nint* @out, long room);
    [DllImport(Library)] internal static extern nint lp_index(nint a, Index* entries, long count);
    [DllImport(Library)] internal static extern int lp_index_put_(nint a, Index* entries, long count, nint value);
    [DllImport(Library)] internal static extern int lp_index_put_scalar_(nint a, Index* entries, long count, Number value);
}
