using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        public enum Approximate
        {
            none,
            tanh
        }

        internal GELU(bool inplace, Approximate approximate) : base(nameof(GELU)) => (this.inplace, this.approximate) = (inplace, approximate);

        public bool inplace { get; set; }
        public Approximate approximate { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.gelu(input, approximate, inplace);
    }

    public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
    {
        internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.relu(input, inplace);
    }

    public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
    {
        internal SiLU(bool inplace) : base(nameof(SiLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.silu(input, inplace);
    }

    public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
    {
        internal Tanh(bool inplace) : base(nameof(Tanh)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.tanh(input, inplace);
    }

    public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
    {
        internal Sigmoid(bool inplace) : base(nameof(Sigmoid)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.sigmoid(input, inplace);
    }

    public sealed class Softmax : ParameterLessModule<Tensor, Tensor>
    {
        internal Softmax(long dim) : base(nameof(Softmax)) => this.dim = dim;

        public long dim { get; set; }

        public override Tensor forward(Tensor input) => input.softmax(dim);
    }

    public sealed class Identity : ParameterLessModule<Tensor, Tensor>
    {
        internal Identity() : base(nameof(Identity)) { }

        public override Tensor forward(Tensor input) => input.alias();
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static GELU GELU() => new(false, Modules.GELU.Approximate.none);
            public static GELU GELU(bool inplace) => new(inplace, Modules.GELU.Approximate.none);
            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new(inplace, approximate);
            public static ReLU ReLU(bool inplace = false) => new(inplace);
            public static SiLU SiLU() => new(false);
            public static SiLU SiLU(bool inplace) => new(inplace);
            public static Tanh Tanh() => new(false);
            public static Tanh Tanh(bool inplace = false) => new(inplace);
            public static Sigmoid Sigmoid() => new(false);
            public static Sigmoid Sigmoid(bool inplace) => new(inplace);
            public static Softmax Softmax(long dim) => new(dim);
            public static Identity Identity() => new();

            public static partial class functional
            {
                public static Tensor gelu(Tensor x) => x.gelu();
                public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.gelu_().alias() : x.gelu();
                public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) => inplace ? x.gelu_(approximate).alias() : x.gelu(approximate);
                public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();
                public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_().alias() : x.silu();
                public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_().alias() : x.tanh();
                public static Tensor sigmoid(Tensor x) => x.sigmoid();
                public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_().alias() : x.sigmoid();
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
                public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);
                public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => x.softplus(beta, threshold);
            }
        }
    }
}
