using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>Comparisons: elementwise, answered with a tensor of booleans; Equals and allclose of whole tensors.</summary>
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Of(Native.lp_eq(Handle, target.Handle), this, target);
        public Tensor eq(Scalar target) => Of(Native.lp_eq_scalar(Handle, target.Value), this);
        public Tensor eq_(Tensor target) => Self(Native.lp_eq_(Handle, target.Handle), target);
        public Tensor eq_(Scalar target) => Self(Native.lp_eq_scalar_(Handle, target.Value));
        public Tensor ne(Tensor target) => Of(Native.lp_ne(Handle, target.Handle), this, target);
        public Tensor ne(Scalar target) => Of(Native.lp_ne_scalar(Handle, target.Value), this);
        public Tensor ne_(Tensor target) => Self(Native.lp_ne_(Handle, target.Handle), target);
        public Tensor ne_(Scalar target) => Self(Native.lp_ne_scalar_(Handle, target.Value));
        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor lt(Tensor target) => Of(Native.lp_lt(Handle, target.Handle), this, target);
        public Tensor lt(Scalar target) => Of(Native.lp_lt_scalar(Handle, target.Value), this);
        public Tensor lt_(Tensor target) => Self(Native.lp_lt_(Handle, target.Handle), target);
        public Tensor lt_(Scalar target) => Self(Native.lp_lt_scalar_(Handle, target.Value));
        public Tensor less(Tensor target) => lt(target);
        public Tensor le(Tensor target) => Of(Native.lp_le(Handle, target.Handle), this, target);
        public Tensor le(Scalar target) => Of(Native.lp_le_scalar(Handle, target.Value), this);
        public Tensor le_(Tensor target) => Self(Native.lp_le_(Handle, target.Handle), target);
        public Tensor le_(Scalar target) => Self(Native.lp_le_scalar_(Handle, target.Value));
        public Tensor less_equal(Tensor target) => le(target);
        public Tensor gt(Tensor target) => Of(Native.lp_gt(Handle, target.Handle), this, target);
        public Tensor gt(Scalar target) => Of(Native.lp_gt_scalar(Handle, target.Value), this);
        public Tensor gt_(Tensor target) => Self(Native.lp_gt_(Handle, target.Handle), target);
        public Tensor gt_(Scalar target) => Self(Native.lp_gt_scalar_(Handle, target.Value));
        public Tensor greater(Tensor target) => gt(target);
        public Tensor ge(Tensor target) => Of(Native.lp_ge(Handle, target.Handle), this, target);
        public Tensor ge(Scalar target) => Of(Native.lp_ge_scalar(Handle, target.Value), this);
        public Tensor ge_(Tensor target) => Self(Native.lp_ge_(Handle, target.Handle), target);
        public Tensor ge_(Scalar target) => Self(Native.lp_ge_scalar_(Handle, target.Value));
        public Tensor greater_equal(Tensor target) => ge(target);
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Truth(Native.lp_allclose(Handle, target.Handle, rtol, atol, equal_nan ? 1 : 0), this, target);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);
        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);
        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);
        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);
        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);
        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);
        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);
        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);
        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);
        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);
        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);
        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);
        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);
        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);
        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);
        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);
        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);
        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);
    }

    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);
    public static Tensor le(Tensor left, Tensor right) => left.le(right);
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => tensor.allclose(target, rtol, atol, equal_nan);
}
