using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Native.lp_requires_grad(Handle) != 0;
            set => Native.Check(Native.lp_set_requires_grad(Handle, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Native.Check(Native.lp_retain_grad(Handle));

        public bool is_leaf => Native.lp_is_leaf(Handle) != 0;

        public Tensor? grad
        {
            get
            {
                var result = Native.lp_grad(Handle);
                GC.KeepAlive(this);
                return result == 0 ? null : new Tensor(result);
            }
            set
            {
                Native.Check(Native.lp_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(value);
            }
        }

        public void backward() => Self(Native.lp_backward(Handle, 0, 0, 0));

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false) =>
            Self(Native.lp_backward(Handle, grad_tensors is [var gradient, ..] ? gradient.Handle : 0, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0));

        public Tensor detach() => Of(Native.lp_detach(Handle), this);
        public Tensor detach_() => Self(Native.lp_detach_(Handle));
    }

    private sealed class GradMode : IDisposable
    {
        private readonly int _before = Native.lp_is_grad_enabled();

        internal GradMode(bool enabled) => Native.lp_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => Native.lp_set_grad_enabled(_before);
    }

    private sealed class InferenceMode(bool mode) : IDisposable
    {
        private nint _guard = Native.lp_inference_mode_enter(mode ? 1 : 0);

        public void Dispose()
        {
            if (_guard != 0) Native.lp_inference_mode_leave(_guard);
            _guard = 0;
        }
    }

    public static IDisposable no_grad() => new GradMode(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static bool is_grad_enabled() => Native.lp_is_grad_enabled() != 0;
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);
    public static bool is_inference_mode_enabled() => Native.lp_is_inference_mode() != 0;
}
