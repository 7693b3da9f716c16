using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>Random numbers, from libtorch's own generator or a given one.</summary>
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Self(Native.lp_normal_(Handle, mean, std, generator?.Handle ?? 0));
        public Tensor uniform_(double from, double to, Generator? generator = null) => Self(Native.lp_uniform_(Handle, from, to, generator?.Handle ?? 0));
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Self(Native.lp_exponential_(Handle, lambda, generator?.Handle ?? 0));
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Self(Native.lp_bernoulli_(Handle, p, generator?.Handle ?? 0));
        public Tensor random_(double from, double to, Generator? generator = null) => Self(Native.lp_random_(Handle, (long)from, (long)to, generator?.Handle ?? 0));
        public Tensor bernoulli(Generator? generator = null) => Of(Native.lp_bernoulli(Handle, generator?.Handle ?? 0), this);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Of(Native.lp_multinomial(Handle, num_samples, replacement ? 1 : 0, generator?.Handle ?? 0), this);
    }

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => input.multinomial(num_samples, replacement, generator);
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static unsafe Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        device = InitializeDevice(device);
        fixed (long* p = size.Shape)
        {
            var result = Tensor.Of(Native.lp_randint(low, high, p, size.Length, generator?.Handle ?? 0, (int)(dtype ?? ScalarType.Int64), (int)device.type, device.index));
            if (requires_grad) result.requires_grad = true;
            return result;
        }
    }

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randint(0, high, size, dtype, device, requires_grad, generator);
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randint(0, high, new Size(size), dtype, device, requires_grad, generator);
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) => randint(low, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        device = InitializeDevice(device);
        var result = Tensor.Of(Native.lp_randperm(n, generator?.Handle ?? 0, (int)(dtype ?? ScalarType.Int64), (int)device.type, device.index));
        if (requires_grad) result.requires_grad = true;
        return result;
    }
}
