using LabPortal.Torch.Interop;

namespace TorchSharp;

public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    public class Device
    {
        public DeviceType type { get; }
        public int index { get; } = -1;

        public Device(string description)
        {
            var parts = description.Split(':');
            if (parts.Length > 2) throw new ArgumentException($"'{description}' is not a device: write cpu, cuda or cuda:0.", nameof(description));
            type = Enum.Parse<DeviceType>(parts[0].ToUpperInvariant());
            if (parts.Length == 2) index = int.Parse(parts[1]);
        }

        public Device(string deviceType, int index = -1) : this(Enum.Parse<DeviceType>(deviceType.ToUpperInvariant()), index) { }

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(int index) : this(DeviceType.CUDA, index) { }

        public override string ToString() =>
            type == DeviceType.CPU || index == -1 ? type.ToString().ToLowerInvariant() : $"{type.ToString().ToLowerInvariant()}:{index}";

        public static implicit operator Device(string description) => new(description);
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);
    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA));

    public static Device device(string description) => InitializeDevice(new Device(description));
    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(int index) => new(DeviceType.CUDA, index);

    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.CUDA && !cuda.is_available())
            throw new InvalidOperationException(
                "CUDA is not available: this libtorch was built without it, or sees no GPU. Build with LIBTORCH pointing at a CUDA build, or use the cpu device.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        public static bool is_available() => Native.lp_cuda_is_available() != 0;
        public static int device_count() => Native.lp_cuda_device_count();
        public static void synchronize(Device? device = null) => Native.Check(Native.lp_cuda_synchronize(device?.index ?? -1));
    }
}
