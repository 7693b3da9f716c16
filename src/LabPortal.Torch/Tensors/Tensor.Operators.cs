using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>The operators of C#; those with a plain number on the right go straight to the shim.</summary>
public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);
        public static Tensor operator +(Tensor left, int right) => Of(Native.lp_add_scalar(left.Handle, (long)right, Number.One), left);
        public static Tensor operator +(Tensor left, long right) => Of(Native.lp_add_scalar(left.Handle, right, Number.One), left);
        public static Tensor operator +(Tensor left, float right) => Of(Native.lp_add_scalar(left.Handle, (double)right, Number.One), left);
        public static Tensor operator +(Tensor left, double right) => Of(Native.lp_add_scalar(left.Handle, right, Number.One), left);
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);
        public static Tensor operator +(int left, Tensor right) => right + left;
        public static Tensor operator +(long left, Tensor right) => right + left;
        public static Tensor operator +(float left, Tensor right) => right + left;
        public static Tensor operator +(double left, Tensor right) => right + left;

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);
        public static Tensor operator *(Tensor left, int right) => Of(Native.lp_mul_scalar(left.Handle, (long)right), left);
        public static Tensor operator *(Tensor left, long right) => Of(Native.lp_mul_scalar(left.Handle, right), left);
        public static Tensor operator *(Tensor left, float right) => Of(Native.lp_mul_scalar(left.Handle, (double)right), left);
        public static Tensor operator *(Tensor left, double right) => Of(Native.lp_mul_scalar(left.Handle, right), left);
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);
        public static Tensor operator *(int left, Tensor right) => right * left;
        public static Tensor operator *(long left, Tensor right) => right * left;
        public static Tensor operator *(float left, Tensor right) => right * left;
        public static Tensor operator *(double left, Tensor right) => right * left;

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        public static Tensor operator -(Tensor left, int right) => Of(Native.lp_sub_scalar(left.Handle, (long)right), left);
        public static Tensor operator -(Tensor left, long right) => Of(Native.lp_sub_scalar(left.Handle, right), left);
        public static Tensor operator -(Tensor left, float right) => Of(Native.lp_sub_scalar(left.Handle, (double)right), left);
        public static Tensor operator -(Tensor left, double right) => Of(Native.lp_sub_scalar(left.Handle, right), left);
        public static Tensor operator -(Scalar left, Tensor right) => right.neg().add(left);
        public static Tensor operator -(int left, Tensor right) => right.neg() + left;
        public static Tensor operator -(long left, Tensor right) => right.neg() + left;
        public static Tensor operator -(float left, Tensor right) => right.neg() + left;
        public static Tensor operator -(double left, Tensor right) => right.neg() + left;

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);
        public static Tensor operator /(Tensor left, int right) => Of(Native.lp_div_scalar(left.Handle, (long)right, 0), left);
        public static Tensor operator /(Tensor left, long right) => Of(Native.lp_div_scalar(left.Handle, right, 0), left);
        public static Tensor operator /(Tensor left, float right) => Of(Native.lp_div_scalar(left.Handle, (double)right, 0), left);
        public static Tensor operator /(Tensor left, double right) => Of(Native.lp_div_scalar(left.Handle, right, 0), left);
        public static Tensor operator /(Scalar left, Tensor right) => right.reciprocal().mul(left);
        public static Tensor operator /(int left, Tensor right) => right.reciprocal() * left;
        public static Tensor operator /(long left, Tensor right) => right.reciprocal() * left;
        public static Tensor operator /(float left, Tensor right) => right.reciprocal() * left;
        public static Tensor operator /(double left, Tensor right) => right.reciprocal() * left;

        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);
        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);
        public static Tensor operator %(Tensor left, int right) => left.remainder(right);
        public static Tensor operator %(Tensor left, long right) => left.remainder(right);
        public static Tensor operator %(Tensor left, float right) => left.remainder(right);
        public static Tensor operator %(Tensor left, double right) => left.remainder(right);

        public static Tensor operator -(Tensor tensor) => tensor.neg();
        public static Tensor operator &(Tensor left, Tensor right) => left.bitwise_and(right);
        public static Tensor operator |(Tensor left, Tensor right) => left.bitwise_or(right);
        public static Tensor operator ^(Tensor left, Tensor right) => left.bitwise_xor(right);
        public static Tensor operator ~(Tensor left) => left.bitwise_not();
    }
}
