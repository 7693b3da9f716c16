using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => Of(Native.lp_clone(Handle), this);
        public Tensor alias() => Of(Native.lp_alias(Handle), this);
        /// <summary>A copy in memory that a GPU can read by itself; needs a CUDA device.</summary>
        public Tensor pin_memory() => Of(Native.lp_pin_memory(Handle), this);
        public Tensor contiguous() => Of(Native.lp_contiguous(Handle), this);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Self(Native.lp_copy_(Handle, source.Handle, nonBlocking ? 1 : 0), source);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved((int)type, -1, -1, copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            InitializeDeviceType(deviceType);
            return Moved(-1, (int)deviceType, deviceIndex, copy, disposeAfter, non_blocking);
        }

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            InitializeDevice(device);
            return Moved((int)type, (int)device.type, device.index, copy, disposeAfter, non_blocking);
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(device.type, device.index, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);
        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor cpu() => to(DeviceType.CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? torch.CUDA, non_blocking: non_blocking);

        public Tensor @bool() => to_type(ScalarType.Bool);
        public Tensor @byte() => to_type(ScalarType.Byte);
        public Tensor @short() => to_type(ScalarType.Int16);
        public Tensor @int() => to_type(ScalarType.Int32);
        public Tensor @long() => to_type(ScalarType.Int64);
        public Tensor half() => to_type(ScalarType.Float16);
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);
        public Tensor @float() => to_type(ScalarType.Float32);
        public Tensor @double() => to_type(ScalarType.Float64);

        internal void SetData(Tensor source) => Self(Native.lp_set_data(Handle, source.Handle), source);

        private Tensor Moved(int type, int deviceType, int deviceIndex, bool copy, bool disposeAfter, bool nonBlocking)
        {
            var result = Of(Native.lp_to(Handle, type, deviceType, deviceIndex, copy ? 1 : 0, nonBlocking ? 1 : 0), this);
            if (disposeAfter) Dispose();
            return result;
        }
    }
}
