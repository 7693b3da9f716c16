using LabPortal.Torch.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>In training, zeroes elements with probability p and scales the others by 1/(1-p).</summary>
    public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

        public double p { get; set; }
        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.dropout(input, p, training, inplace);
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static partial class functional
            {
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    Tensor.Of(Native.lp_dropout(input.Handle, p, training ? 1 : 0, inplace ? 1 : 0), input);
            }
        }
    }
}
