using LabPortal.Torch.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>y = x Wᵀ + b; W starts Kaiming-uniform (a = √5), b uniform in ±1/√in.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] private Parameter _weight;
        [ComponentName(Name = nameof(bias))] private Parameter? _bias;

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            (in_features, out_features) = (weight.shape[1], weight.shape[0]);
            _weight = this.weight = weight;
            this.bias = bias;
        }

        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
        {
            (in_features, out_features) = (inputSize, outputSize);
            _weight = weight = empty(outputSize, inputSize, dtype, device).AsParameter();
            nn.init.kaiming_uniform_(_weight, a: Math.Sqrt(5));
            if (!hasBias) return;
            var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
            var start = empty(outputSize, dtype, device).AsParameter();
            nn.init.uniform_(start, -bound, bound);
            bias = start;
        }

        public long in_features { get; set; }
        public long out_features { get; set; }

        public Parameter weight
        {
            get => _weight;
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

        public override Tensor forward(Tensor input) => nn.functional.linear(input, _weight, _bias);
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

            public static partial class functional
            {
                public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                    Tensor.Of(Native.lp_linear(input.Handle, weights.Handle, bias is null ? 0 : bias.Handle), input, weights, bias);
            }
        }
    }
}
