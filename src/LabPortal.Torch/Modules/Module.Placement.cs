namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Moving a module to another device or element type, in place.
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Move(device, dtype, non_blocking);
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => Move(new Device(deviceType, deviceIndex), null, non_blocking);
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Move(null, dtype, non_blocking);

            private Module Move(Device? device, ScalarType? dtype, bool nonBlocking)
            {
                if (dtype is { } type && !type.IsFloatingPoint() && !type.IsComplex())
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={type}");
                InitializeDevice(device);
                using var frozen = no_grad();
                foreach (var child in children()) child.Move(device, dtype, nonBlocking);

                // A parameter keeps its handle object, so that fields, optimizers and tied weights still name it.
                foreach (var (_, parameter) in _internal_params)
                {
                    using var gradient = parameter.grad;
                    parameter.grad = null;
                    Replace(parameter, device, dtype, nonBlocking);
                    if (gradient is not null) parameter.grad = Moved(gradient, device, dtype, nonBlocking);
                }

                foreach (var (_, (buffer, _)) in _internal_buffers) Replace(buffer, device, dtype, nonBlocking);
                return this;
            }

            private static void Replace(Tensor tensor, Device? device, ScalarType? dtype, bool nonBlocking)
            {
                var requiresGrad = tensor.requires_grad;
                using var moved = Moved(tensor, device, dtype, nonBlocking);
                tensor.SetData(moved);
                if (requiresGrad) tensor.requires_grad = true;
            }

            private static Tensor Moved(Tensor tensor, Device? device, ScalarType? dtype, bool nonBlocking) =>
                tensor.to(tensor.is_floating_point() ? dtype ?? tensor.dtype : tensor.dtype, device ?? tensor.device, non_blocking: nonBlocking);
        }
    }
}

public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(type, non_blocking);
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(device, type, non_blocking);
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(deviceType, deviceIndex, non_blocking);
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(device.type, device.index, non_blocking);
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module => module.to(new torch.Device(device), non_blocking);
    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(other.device, other.dtype, non_blocking);
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(DeviceType.CPU, -1, non_blocking);
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => (T)module._to(DeviceType.CUDA, deviceIndex, non_blocking);
    public static T half<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float16, non_blocking);
    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.BFloat16, non_blocking);
    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float32, non_blocking);
    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module.to(torch.ScalarType.Float64, non_blocking);
}
