using LabPortal.Torch.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalizes over the last dimensions to mean 0 and variance 1, then scales and shifts.</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] private Parameter? _weight;
        [ComponentName(Name = nameof(bias))] private Parameter? _bias;

        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
        {
            (this.normalized_shape, this.eps, this.elementwise_affine) = (normalized_shape, eps, elementwise_affine);
            if (!elementwise_affine) return;
            weight = ones(normalized_shape, dtype, device).AsParameter();
            if (bias) this.bias = zeros(normalized_shape, dtype, device).AsParameter();
        }

        public long[] normalized_shape { get; set; }
        public double eps { get; set; }
        public bool elementwise_affine { get; set; }

        public Parameter weight
        {
            get => _weight!;
            set
            {
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }

        public Parameter? bias
        {
            get => _bias;
            set
            {
                _bias = (Parameter?)value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(bias), _bias);
            }
        }

        public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, normalized_shape, _weight, _bias, eps);
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static partial class functional
            {
                public static unsafe Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
                {
                    fixed (long* shape = normalized_shape)
                        return Tensor.Of(Native.lp_layer_norm(input.Handle, shape, normalized_shape.Length, weight is null ? 0 : weight.Handle, bias is null ? 0 : bias.Handle, eps), input, weight, bias);
                }
            }
        }
    }
}
