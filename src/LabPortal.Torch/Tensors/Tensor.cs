using LabPortal.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A handle on a libtorch tensor. Freed by Dispose, at the end of the dispose scope it was made in, or, failing
    /// both, by the finalizer.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount;

        internal nint handle;

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            Interlocked.Increment(ref s_totalCount);
            if (register) OwningDisposeScope = DisposeScopeManager.Register(this);
        }

        public static Tensor UnsafeCreateTensor(nint handle) => new(handle);

        /// <summary>How many handles are alive in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        ~Tensor() => Dispose(false);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0) return;
            if (disposing && OwningDisposeScope is { } scope)
            {
                scope.Disposables.Remove(this);
                OwningDisposeScope = null;
            }

            Release();
        }

        // The scope forgets all its tensors at once, so none takes itself out of it.
        internal void DisposeWithScope()
        {
            OwningDisposeScope = null;
            Dispose();
        }

        private void Release()
        {
            Interlocked.Decrement(ref s_totalCount);
            Native.lp_delete(handle);
            handle = 0;
        }

        public bool IsInvalid => handle == 0;

        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public nint DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            var h = Handle;
            Interlocked.Decrement(ref s_totalCount);
            handle = 0;
            return h;
        }

        internal nint MoveHandle()
        {
            var h = handle;
            handle = 0;
            Interlocked.Decrement(ref s_totalCount);
            GC.SuppressFinalize(this);
            return h;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null && other is not null) other.Attach(this);
            else OwningDisposeScope?.MoveToOther(other, this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);
        public bool Equals(Tensor target) => Truth(Native.lp_equal(Handle, target.Handle), this, target);
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        public string? name { get; set; }

        public override string ToString() =>
            IsInvalid ? "" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        // The results of native calls. The tensors that went in are named so that the garbage collector leaves them
        // alone until the call is over.
        internal static Tensor Of(nint result, Tensor a)
        {
            if (result == 0) Native.Throw();
            GC.KeepAlive(a);
            return new Tensor(result);
        }

        internal static Tensor Of(nint result, Tensor a, Tensor? b)
        {
            GC.KeepAlive(b);
            return Of(result, a);
        }

        internal static Tensor Of(nint result, Tensor a, Tensor? b, Tensor? c)
        {
            GC.KeepAlive(c);
            return Of(result, a, b);
        }

        internal static Tensor Of(nint result)
        {
            if (result == 0) Native.Throw();
            return new Tensor(result);
        }

        // In-place operations answer with the tensor itself.
        private Tensor Self(int failed, Tensor? b = null, Tensor? c = null)
        {
            if (failed != 0) Native.Throw();
            GC.KeepAlive(b);
            GC.KeepAlive(c);
            return this;
        }

        private static bool Truth(int answer, Tensor a, Tensor? b = null)
        {
            if (answer < 0) Native.Throw();
            GC.KeepAlive(a);
            GC.KeepAlive(b);
            return answer != 0;
        }
    }
}
