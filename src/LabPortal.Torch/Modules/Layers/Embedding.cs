using System.Diagnostics.CodeAnalysis;
using LabPortal.Torch.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors looked up by number; it starts standard normal, with the padding row zero.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        [ComponentName(Name = nameof(weight))] private Parameter _weight;
        private readonly long _padding;
        private readonly bool _scaleByFrequency, _sparse;

        internal Embedding(Tensor table, bool trains, long? padding, bool scaleByFrequency, bool sparse) : base(nameof(Embedding))
        {
            (_padding, _scaleByFrequency, _sparse) = (padding ?? -1, scaleByFrequency, sparse);
            _weight = weight = new Parameter(table, trains);
        }

        [DisallowNull]
        public Parameter? weight
        {
            get => _weight;
            [MemberNotNull(nameof(_weight))]
            set
            {
                _weight = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }

        public override Tensor forward(Tensor input) =>
            Tensor.Of(Native.lp_embedding(_weight.Handle, input.Handle, _padding, _scaleByFrequency ? 1 : 0, _sparse ? 1 : 0), _weight, input);
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class nn
        {
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                Unsupported(max_norm);
                var table = empty(num_embeddings, embedding_dims, dtype, device).normal_();
                if (padding_idx is { } padding)
                {
                    using var row = table.select(0, padding);
                    row.zero_();
                }

                return new Embedding(table, true, padding_idx, scale_grad_by_freq, sparse);
            }

            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                Unsupported(max_norm);
                using var source = embeddings.detach();
                return new Embedding(source.to(dtype ?? source.dtype, device ?? source.device, copy: true), !freeze, padding_idx, scale_grad_by_freq, sparse);
            }

            private static void Unsupported(double? maxNorm)
            {
                if (maxNorm is not null) throw new NotSupportedException("Embedding with max_norm is not supported here.");
            }
        }
    }
}
