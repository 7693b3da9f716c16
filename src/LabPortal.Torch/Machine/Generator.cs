using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with its own seed and state.</summary>
    public class Generator : IDisposable
    {
        public nint Handle { get; private set; }

        public Device device { get; }

        internal Generator(nint handle, Device? device = null)
        {
            if (handle == 0) Native.Throw();
            Handle = handle;
            this.device = device ?? CPU;
        }

        public Generator(ulong seed = 0, Device? device = null)
            : this(Native.lp_generator_new(seed, (int)(device?.type ?? DeviceType.CPU), device?.index ?? -1), device) { }

        /// <summary>libtorch's own generator for the CPU, which operations without a generator draw from.</summary>
        public static Generator Default => new(Native.lp_generator_default());

        public Tensor get_state() => Tensor.Of(Native.lp_generator_get_state(Handle));

        public void set_state(Tensor value)
        {
            Native.Check(Native.lp_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.lp_generator_manual_seed(Handle, seed));
            return this;
        }

        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public long initial_seed() => Native.lp_generator_initial_seed(Handle);

        ~Generator() => Dispose(false);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0) return;
            Native.lp_generator_delete(Handle);
            Handle = 0;
        }
    }

    public static partial class random
    {
        public static long seed() => Generator.Default.seed();
        public static long initial_seed() => Generator.Default.initial_seed();
        public static Generator manual_seed(long seed) => new(Native.lp_manual_seed(seed));
        public static Tensor get_rng_state() => Generator.Default.get_state();
        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }

    public static long seed() => random.seed();
    public static long initial_seed() => random.initial_seed();
    public static Generator manual_seed(long seed) => random.manual_seed(seed);
    public static Tensor get_rng_state() => random.get_rng_state();
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);
}
