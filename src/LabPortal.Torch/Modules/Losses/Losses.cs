using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public enum Reduction : long
        {
            None = 0,
            Mean = 1,
            Sum = 2
        }

        public static partial class functional
        {
            /// <summary>Input of logits (N, C, …) or (C); target of class numbers (N, …), or of class probabilities shaped like the input.</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Tensor.Of(Native.lp_cross_entropy(input.Handle, target.Handle, weight is null ? 0 : weight.Handle, (long)reduction, ignore_index, label_smoothing), input, target, weight);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.lp_nll_loss(input.Handle, target.Handle, weight is null ? 0 : weight.Handle, (long)reduction, -100), input, target, weight);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.lp_mse_loss(input.Handle, target.Handle, (long)reduction), input, target);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.lp_l1_loss(input.Handle, target.Handle, (long)reduction), input, target);

            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Tensor.Of(Native.lp_kl_div(input.Handle, target.Handle, (long)reduction, log_target ? 1 : 0), input, target);

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                var result = Native.lp_bce_with_logits(input.Handle, target.Handle, weight is null ? 0 : weight.Handle, pos_weights is null ? 0 : pos_weights.Handle, (long)reduction);
                GC.KeepAlive(pos_weights);
                return Tensor.Of(result, input, target, weight);
            }

            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64) throw new ArgumentException("OneHot input tensor must have elements of type Int64");
                return Tensor.Of(Native.lp_one_hot(x.Handle, num_classes), x);
            }
        }
    }
}
