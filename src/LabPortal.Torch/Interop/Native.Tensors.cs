using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>native/tensors.cpp: making and asking.</summary>
internal static unsafe partial class Native
{
    [DllImport(Library)] internal static extern nint lp_empty(long* sizes, long count, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_zeros(long* sizes, long count, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_ones(long* sizes, long count, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_full(long* sizes, long count, Number value, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_rand(long* sizes, long count, nint generator, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_randn(long* sizes, long count, nint generator, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_randint(long low, long high, long* sizes, long count, nint generator, int dtype, int deviceType, int deviceIndex);
    [DllImport(Library)] internal static extern nint lp_randperm(long n, nint generator, int dtype, int deviceType, int deviceIndex);
    [DllImport(Library)] internal static extern nint lp_arange(Number start, Number stop, Number step, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_linspace(double start, double stop, long steps, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_eye(long rows, long columns, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_empty_like(nint a, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_zeros_like(nint a, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_ones_like(nint a, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_rand_like(nint a, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_randn_like(nint a, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_full_like(nint a, Number value, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_from_memory(void* memory, long* sizes, long count, int from, int dtype, int deviceType, int deviceIndex, int requiresGrad);
    [DllImport(Library)] internal static extern nint lp_multinomial(nint a, long count, int replacement, nint g);
    [DllImport(Library)] internal static extern nint lp_bernoulli(nint a, nint g);
    [DllImport(Library)] internal static extern int lp_bernoulli_(nint a, double p, nint g);
    [DllImport(Library)] internal static extern int lp_normal_(nint a, double mean, double std, nint g);
    [DllImport(Library)] internal static extern int lp_uniform_(nint a, double from, double to, nint g);
    [DllImport(Library)] internal static extern int lp_exponential_(nint a, double lambda, nint g);
    [DllImport(Library)] internal static extern int lp_random_(nint a, long from, long to, nint g);
    [DllImport(Library)] internal static extern void lp_delete(nint a);
    [DllImport(Library)] internal static extern nint lp_share(nint a);
    [SuppressGCTransition, DllImport(Library)] internal static extern long lp_ndim(nint a);
    [SuppressGCTransition, DllImport(Library)] internal static extern long lp_numel(nint a);
    [DllImport(Library)] internal static extern long lp_size(nint a, long dim);
    [SuppressGCTransition, DllImport(Library)] internal static extern void lp_sizes(nint a, long* @out);
    [SuppressGCTransition, DllImport(Library)] internal static extern void lp_strides(nint a, long* @out);
    [DllImport(Library)] internal static extern long lp_storage_offset(nint a);
    [SuppressGCTransition, DllImport(Library)] internal static extern long lp_element_size(nint a);
    [SuppressGCTransition, DllImport(Library)] internal static extern int lp_dtype(nint a);
    [SuppressGCTransition, DllImport(Library)] internal static extern int lp_device_type(nint a);
    [SuppressGCTransition, DllImport(Library)] internal static extern int lp_device_index(nint a);
    [SuppressGCTransition, DllImport(Library)] internal static extern int lp_is_contiguous(nint a);
    [DllImport(Library)] internal static extern void* lp_data(nint a);
    [DllImport(Library)] internal static extern int lp_equal(nint a, nint b);
    [DllImport(Library)] internal static extern int lp_allclose(nint a, nint b, double rtol, double atol, int equalNan);
    [SuppressGCTransition, DllImport(Library)] internal static extern int lp_requires_grad(nint a);
    [DllImport(Library)] internal static extern int lp_set_requires_grad(nint a, int value);
    [DllImport(Library)] internal static extern int lp_retain_grad(nint a);
    [DllImport(Library)] internal static extern int lp_is_leaf(nint a);
    [DllImport(Library)] internal static extern int lp_has_grad(nint a);
    [DllImport(Library)] internal static extern nint lp_grad(nint a);
    [DllImport(Library)] internal static extern int lp_set_grad(nint a, nint grad);
    [DllImport(Library)] internal static extern int lp_set_data(nint a, nint b);
    [DllImport(Library)] internal static extern int lp_backward(nint a, nint gradient, int retainGraph, int createGraph);
    [DllImport(Library)] internal static extern nint lp_detach(nint a);
    [DllImport(Library)] internal static extern int lp_detach_(nint a);
    [DllImport(Library)] internal static extern nint lp_clone(nint a);
    [DllImport(Library)] internal static extern nint lp_pin_memory(nint a);
    [DllImport(Library)] internal static extern nint lp_alias(nint a);
    [DllImport(Library)] internal static extern nint lp_contiguous(nint a);
    [DllImport(Library)] internal static extern nint lp_to(nint a, int dtype, int deviceType, int deviceIndex, int copy, int nonBlocking);
    [DllImport(Library)] internal static extern int lp_copy_(nint a, nint source, int nonBlocking);
    [DllImport(Library)] internal static extern int lp_fill_(nint a, Number value);
    [DllImport(Library)] internal static extern int lp_zero_(nint a);
}
