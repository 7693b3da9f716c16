using System.Runtime.InteropServices;

namespace LabPortal.Torch.Interop;

/// <summary>native/network.cpp, block.cpp and optimizer.cpp: layers, losses, optimizers.</summary>
internal static unsafe partial class Native
{
    [DllImport(Library)] internal static extern nint lp_linear(nint a, nint weight, nint bias);
    [DllImport(Library)] internal static extern nint lp_embedding(nint weight, nint index, long padding, int scaleByFrequency, int sparse);
    [DllImport(Library)] internal static extern nint lp_layer_norm(nint a, long* shape, long count, nint weight, nint bias, double eps);
    [DllImport(Library)] internal static extern nint lp_dropout(nint a, double p, int training, int inplace);
    [DllImport(Library)] internal static extern nint lp_one_hot(nint a, long classes);
    [DllImport(Library)] internal static extern nint lp_cross_entropy(nint a, nint target, nint weight, long reduction, long ignore, double smoothing);
    [DllImport(Library)] internal static extern nint lp_nll_loss(nint a, nint target, nint weight, long reduction, long ignore);
    [DllImport(Library)] internal static extern nint lp_mse_loss(nint a, nint target, long reduction);
    [DllImport(Library)] internal static extern nint lp_l1_loss(nint a, nint target, long reduction);
    [DllImport(Library)] internal static extern nint lp_kl_div(nint a, nint target, long reduction, int logTarget);
    [DllImport(Library)] internal static extern nint lp_bce_with_logits(nint a, nint target, nint weight, nint posWeight, long reduction);
    [DllImport(Library)] internal static extern nint lp_attention(nint q, nint k, nint v, nint mask, double p, int causal);
    [DllImport(Library)] internal static extern nint lp_attention_after(nint q, nint k, nint v);
    [DllImport(Library)] internal static extern int lp_use_bfloat16(int gpu, int on);
    [DllImport(Library)] internal static extern nint lp_transformer_block(nint x, nint* parts, long heads, long asked, int causal, int tanh, double eps, int* failed);
    [DllImport(Library)] internal static extern nint lp_clip_grad_norm_(nint* parameters, long count, double maxNorm, double p);
    [DllImport(Library)] internal static extern int lp_clip_grad_value_(nint* parameters, long count, double value);
    [DllImport(Library)] internal static extern int lp_adamw_step(nint* parameters, nint* means, nint* squares, nint* maxSquares, long* steps, long count, double lr, double beta1, double beta2, double eps, double weightDecay, int maximize);
}
