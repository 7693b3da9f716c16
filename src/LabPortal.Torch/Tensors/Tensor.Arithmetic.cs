using LabPortal.Torch.Interop;

namespace TorchSharp;

/// <summary>Operations of a tensor with a tensor or a number.</summary>
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Of(Native.lp_add(Handle, target.Handle, Number.One), this, target);
        public Tensor add(Tensor target, Scalar alpha) => Of(Native.lp_add(Handle, target.Handle, alpha.Value), this, target);
        public Tensor add(Scalar scalar) => Of(Native.lp_add_scalar(Handle, scalar.Value, Number.One), this);
        public Tensor add(Scalar scalar, Scalar alpha) => Of(Native.lp_add_scalar(Handle, scalar.Value, alpha.Value), this);
        public Tensor add_(Tensor target) => Self(Native.lp_add_(Handle, target.Handle, Number.One), target);
        public Tensor add_(Tensor target, Scalar alpha) => Self(Native.lp_add_(Handle, target.Handle, alpha.Value), target);
        public Tensor add_(Scalar scalar) => Self(Native.lp_add_scalar_(Handle, scalar.Value, Number.One));
        public Tensor add_(Scalar scalar, Scalar alpha) => Self(Native.lp_add_scalar_(Handle, scalar.Value, alpha.Value));

        public Tensor sub(Tensor target) => Of(Native.lp_sub(Handle, target.Handle), this, target);
        public Tensor sub_(Tensor target) => Self(Native.lp_sub_(Handle, target.Handle), target);
        public Tensor sub(Scalar target) => Of(Native.lp_sub_scalar(Handle, target.Value), this);
        public Tensor sub_(Scalar target) => Self(Native.lp_sub_scalar_(Handle, target.Value));

        public Tensor mul(Tensor target) => Of(Native.lp_mul(Handle, target.Handle), this, target);
        public Tensor mul_(Tensor target) => Self(Native.lp_mul_(Handle, target.Handle), target);
        public Tensor mul(Scalar target) => Of(Native.lp_mul_scalar(Handle, target.Value), this);
        public Tensor mul_(Scalar target) => Self(Native.lp_mul_scalar_(Handle, target.Value));

        public Tensor pow(Tensor exponent) => Of(Native.lp_pow(Handle, exponent.Handle), this, exponent);
        public Tensor pow_(Tensor exponent) => Self(Native.lp_pow_(Handle, exponent.Handle), exponent);
        public Tensor pow(Scalar exponent) => Of(Native.lp_pow_scalar(Handle, exponent.Value), this);
        public Tensor pow_(Scalar exponent) => Self(Native.lp_pow_scalar_(Handle, exponent.Value));

        public Tensor remainder(Tensor target) => Of(Native.lp_remainder(Handle, target.Handle), this, target);
        public Tensor remainder_(Tensor target) => Self(Native.lp_remainder_(Handle, target.Handle), target);
        public Tensor remainder(Scalar scalar) => Of(Native.lp_remainder_scalar(Handle, scalar.Value), this);
        public Tensor remainder_(Scalar scalar) => Self(Native.lp_remainder_scalar_(Handle, scalar.Value));

        public Tensor fmod(Tensor target) => Of(Native.lp_fmod(Handle, target.Handle), this, target);
        public Tensor fmod_(Tensor target) => Self(Native.lp_fmod_(Handle, target.Handle), target);
        public Tensor fmod(Scalar scalar) => Of(Native.lp_fmod_scalar(Handle, scalar.Value), this);
        public Tensor fmod_(Scalar scalar) => Self(Native.lp_fmod_scalar_(Handle, scalar.Value));

        public Tensor floor_divide(Tensor other) => Of(Native.lp_floor_divide(Handle, other.Handle), this, other);
        public Tensor floor_divide_(Tensor other) => Self(Native.lp_floor_divide_(Handle, other.Handle), other);
        public Tensor floor_divide(Scalar other) => Of(Native.lp_floor_divide_scalar(Handle, other.Value), this);
        public Tensor floor_divide_(Scalar other) => Self(Native.lp_floor_divide_scalar_(Handle, other.Value));

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Of(Native.lp_div(Handle, target.Handle, (int)rounding_mode), this, target);
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Of(Native.lp_div_scalar(Handle, target.Value, (int)rounding_mode), this);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Self(Native.lp_div_(Handle, target.Handle, (int)rounding_mode), target);
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Self(Native.lp_div_scalar_(Handle, target.Value, (int)rounding_mode));

        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);

        public Tensor logical_and(Tensor other) => Of(Native.lp_logical_and(Handle, other.Handle), this, other);
        public Tensor logical_and_(Tensor other) => Self(Native.lp_logical_and_(Handle, other.Handle), other);
        public Tensor logical_or(Tensor other) => Of(Native.lp_logical_or(Handle, other.Handle), this, other);
        public Tensor logical_or_(Tensor other) => Self(Native.lp_logical_or_(Handle, other.Handle), other);
        public Tensor logical_xor(Tensor other) => Of(Native.lp_logical_xor(Handle, other.Handle), this, other);
        public Tensor logical_xor_(Tensor other) => Self(Native.lp_logical_xor_(Handle, other.Handle), other);
        public Tensor bitwise_and(Tensor other) => Of(Native.lp_bitwise_and(Handle, other.Handle), this, other);
        public Tensor bitwise_and_(Tensor other) => Self(Native.lp_bitwise_and_(Handle, other.Handle), other);
        public Tensor bitwise_or(Tensor other) => Of(Native.lp_bitwise_or(Handle, other.Handle), this, other);
        public Tensor bitwise_or_(Tensor other) => Self(Native.lp_bitwise_or_(Handle, other.Handle), other);
        public Tensor bitwise_xor(Tensor other) => Of(Native.lp_bitwise_xor(Handle, other.Handle), this, other);
        public Tensor bitwise_xor_(Tensor other) => Self(Native.lp_bitwise_xor_(Handle, other.Handle), other);
        public Tensor atan2(Tensor other) => Of(Native.lp_atan2(Handle, other.Handle), this, other);
        public Tensor atan2_(Tensor other) => Self(Native.lp_atan2_(Handle, other.Handle), other);

        public Tensor maximum(Tensor other) => Of(Native.lp_maximum(Handle, other.Handle), this, other);
        public Tensor minimum(Tensor other) => Of(Native.lp_minimum(Handle, other.Handle), this, other);
        public Tensor logaddexp(Tensor other) => Of(Native.lp_logaddexp(Handle, other.Handle), this, other);
        public Tensor matmul(Tensor target) => Of(Native.lp_matmul(Handle, target.Handle), this, target);
        public Tensor mm(Tensor target) => Of(Native.lp_mm(Handle, target.Handle), this, target);
        public Tensor bmm(Tensor batch2) => Of(Native.lp_bmm(Handle, batch2.Handle), this, batch2);
        public Tensor mv(Tensor target) => Of(Native.lp_mv(Handle, target.Handle), this, target);
        public Tensor dot(Tensor target) => Of(Native.lp_dot(Handle, target.Handle), this, target);
        public Tensor outer(Tensor vec2) => Of(Native.lp_outer(Handle, vec2.Handle), this, vec2);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Of(Native.lp_addcmul(Handle, tensor1.Handle, tensor2.Handle, value.Value), this, tensor1, tensor2);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Self(Native.lp_addcmul_(Handle, tensor1.Handle, tensor2.Handle, value.Value), tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Of(Native.lp_addcdiv(Handle, tensor1.Handle, tensor2.Handle, value.Value), this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Self(Native.lp_addcdiv_(Handle, tensor1.Handle, tensor2.Handle, value.Value), tensor1, tensor2);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Of(Native.lp_addmm(Handle, mat1.Handle, mat2.Handle, beta, alpha), this, mat1, mat2);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Of(Native.lp_baddbmm(Handle, batch1.Handle, batch2.Handle, beta, alpha), this, batch1, batch2);
        public Tensor lerp(Tensor end, Tensor weight) => Of(Native.lp_lerp(Handle, end.Handle, weight.Handle), this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => Self(Native.lp_lerp_(Handle, end.Handle, weight.Handle), end, weight);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Of(Native.lp_clamp(Handle, min?.Value ?? Number.Absent, max?.Value ?? Number.Absent), this);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Of(Native.lp_clamp_tensor(Handle, min?.Handle ?? 0, max?.Handle ?? 0), this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Self(Native.lp_clamp_(Handle, min?.Value ?? Number.Absent, max?.Value ?? Number.Absent));
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clamp_min(Scalar min) => clamp(min, (Scalar?)null);
        public Tensor clamp_max(Scalar max) => clamp((Scalar?)null, max);
    }

    public static Tensor add(Tensor left, Tensor right) => left.add(right);
    public static Tensor add(Tensor left, Scalar right) => left.add(right);
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);
    public static Tensor logical_and(Tensor left, Tensor right) => left.logical_and(right);
    public static Tensor logical_or(Tensor left, Tensor right) => left.logical_or(right);
    public static Tensor logical_xor(Tensor left, Tensor right) => left.logical_xor(right);
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);
    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);
    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);
    public static Tensor dot(Tensor input, Tensor other) => input.dot(other);
    public static Tensor outer(Tensor input, Tensor vec2) => input.outer(vec2);
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    public enum RoundingMode
    {
        None,
        trunc,
        floor
    }
}
