using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public long Dimensions => Native.lp_ndim(Handle);
        public long dim() => Dimensions;
        public long ndim => Dimensions;
        public long NumberOfElements => Native.lp_numel(Handle);
        public long numel() => NumberOfElements;
        public long ElementSize => Native.lp_element_size(Handle);
        public long element_size() => ElementSize;

        public long[] shape
        {
            get
            {
                var sizes = new long[Native.lp_ndim(Handle)];
                fixed (long* p = sizes) Native.lp_sizes(Handle, p);
                return sizes;
            }
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            var result = Native.lp_size(Handle, dim);
            if (result < 0) Native.Throw();
            return result;
        }

        public long[] stride()
        {
            var strides = new long[Native.lp_ndim(Handle)];
            fixed (long* p = strides) Native.lp_strides(Handle, p);
            return strides;
        }

        public long stride(int dim) => stride()[dim < 0 ? Dimensions + dim : dim];
        public long storage_offset() => Native.lp_storage_offset(Handle);
        public bool is_contiguous() => Native.lp_is_contiguous(Handle) != 0;

        public ScalarType dtype => (ScalarType)Native.lp_dtype(Handle);
        public DeviceType device_type => (DeviceType)Native.lp_device_type(Handle);
        public int device_index => Native.lp_device_index(Handle);
        public Device device => device_type == DeviceType.CPU ? CPU : new Device(device_type, device_index);
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_meta => device_type == DeviceType.META;

        public bool is_integral() => torch.is_integral(dtype);
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_complex() => torch.is_complex(dtype);
    }
}
