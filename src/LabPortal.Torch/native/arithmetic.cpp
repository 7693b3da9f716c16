// Elementwise operations, comparisons, reductions and products.
#include "fused.h"
#include "shim.h"

#define UNARY(name) LP Handle lp_##name(Handle a) { return tensor_of([&] { return a->name(); }); }
#define UNARY_(name) LP int32_t lp_##name##_(Handle a) { return done([&] { a->name##_(); }); }
#define UNARY_BOTH(name) UNARY(name) UNARY_(name)

UNARY_BOTH(abs) UNARY_BOTH(ceil) UNARY_BOTH(floor) UNARY_BOTH(trunc) UNARY_BOTH(sign)
UNARY_BOTH(exp) UNARY_BOTH(exp2) UNARY_BOTH(expm1) UNARY_BOTH(log) UNARY_BOTH(log2) UNARY_BOTH(log10) UNARY_BOTH(log1p)
UNARY_BOTH(sqrt) UNARY_BOTH(rsqrt) UNARY_BOTH(neg) UNARY_BOTH(reciprocal)
UNARY_BOTH(sin) UNARY_BOTH(cos) UNARY_BOTH(tan) UNARY_BOTH(asin) UNARY_BOTH(acos) UNARY_BOTH(atan)
UNARY_BOTH(sinh) UNARY_BOTH(cosh) UNARY_BOTH(tanh) UNARY_BOTH(sigmoid) UNARY_BOTH(erf) UNARY_BOTH(relu)
UNARY_BOTH(logical_not) UNARY_BOTH(bitwise_not)
UNARY(isnan) UNARY(isfinite) UNARY(isinf) UNARY(nonzero) UNARY(all) UNARY(any) UNARY(max) UNARY(min) UNARY(median) UNARY(trace)
LP Handle lp_silu(Handle a) { return tensor_of([&] { return at::silu(*a); }); }
LP int32_t lp_silu_(Handle a) { return done([&] { at::silu_(*a); }); }
LP Handle lp_round(Handle a, int64_t decimals) { return tensor_of([&] { return a->round(decimals); }); }
LP int32_t lp_round_(Handle a, int64_t decimals) { return done([&] { a->round_(decimals); }); }
LP Handle lp_gelu(Handle a, int32_t tanh) {
    return tensor_of([&] {
        if (auto result = fused_gelu(*a, tanh != 0)) return *result;
        return at::gelu(*a, tanh ? "tanh" : "none");
    });
}
LP int32_t lp_gelu_(Handle a, int32_t tanh) { return done([&] { at::gelu_(*a, tanh ? "tanh" : "none"); }); }
LP Handle lp_softplus(Handle a, double beta, double threshold) { return tensor_of([&] { return at::softplus(*a, beta, threshold); }); }
LP Handle lp_nan_to_num(Handle a, double nan, double posinf, double neginf) {
    return tensor_of([&] { return at::nan_to_num(*a, nan, posinf, neginf); });
}

LP Handle lp_add(Handle a, Handle b, Number alpha) { return tensor_of([&] { return a->add(*b, scalar(alpha)); }); }
LP int32_t lp_add_(Handle a, Handle b, Number alpha) { return done([&] { a->add_(*b, scalar(alpha)); }); }
LP Handle lp_add_scalar(Handle a, Number b, Number alpha) { return tensor_of([&] { return a->add(scalar(b), scalar(alpha)); }); }
LP int32_t lp_add_scalar_(Handle a, Number b, Number alpha) { return done([&] { a->add_(scalar(b), scalar(alpha)); }); }

// Each with a tensor and with a number on the right, fresh and in place.
#define BINARY(name)                                                                                                    \
    LP Handle lp_##name(Handle a, Handle b) { return tensor_of([&] { return a->name(*b); }); }                          \
    LP int32_t lp_##name##_(Handle a, Handle b) { return done([&] { a->name##_(*b); }); }
#define BINARY_SCALAR(name)                                                                                             \
    LP Handle lp_##name##_scalar(Handle a, Number b) { return tensor_of([&] { return a->name(scalar(b)); }); }          \
    LP int32_t lp_##name##_scalar_(Handle a, Number b) { return done([&] { a->name##_(scalar(b)); }); }
#define BINARY_BOTH(name) BINARY(name) BINARY_SCALAR(name)
BINARY_BOTH(sub) BINARY_BOTH(mul) BINARY_BOTH(pow) BINARY_BOTH(remainder) BINARY_BOTH(fmod)
BINARY_BOTH(eq) BINARY_BOTH(ne) BINARY_BOTH(lt) BINARY_BOTH(le) BINARY_BOTH(gt) BINARY_BOTH(ge)
BINARY_BOTH(floor_divide)
BINARY(logical_and) BINARY(logical_or) BINARY(logical_xor) BINARY(bitwise_and) BINARY(bitwise_or) BINARY(bitwise_xor)
BINARY(atan2)

namespace {
Maybe<Text> rounding(int32_t mode) {
    if (mode == 1) return Text("trunc");
    if (mode == 2) return Text("floor");
    return nothing;
}
} // namespace
LP Handle lp_div(Handle a, Handle b, int32_t mode) { return tensor_of([&] { return a->div(*b, rounding(mode)); }); }
LP int32_t lp_div_(Handle a, Handle b, int32_t mode) { return done([&] { a->div_(*b, rounding(mode)); }); }
LP Handle lp_div_scalar(Handle a, Number b, int32_t mode) { return tensor_of([&] { return a->div(scalar(b), rounding(mode)); }); }
LP int32_t lp_div_scalar_(Handle a, Number b, int32_t mode) { return done([&] { a->div_(scalar(b), rounding(mode)); }); }

#define PAIR(name) LP Handle lp_##name(Handle a, Handle b) { return tensor_of([&] { return a->name(*b); }); }
PAIR(maximum) PAIR(minimum) PAIR(matmul) PAIR(mm) PAIR(bmm) PAIR(mv) PAIR(dot) PAIR(outer) PAIR(logaddexp)

LP Handle lp_addcmul(Handle a, Handle b, Handle c, Number value) { return tensor_of([&] { return a->addcmul(*b, *c, scalar(value)); }); }
LP int32_t lp_addcmul_(Handle a, Handle b, Handle c, Number value) { return done([&] { a->addcmul_(*b, *c, scalar(value)); }); }
LP Handle lp_addcdiv(Handle a, Handle b, Handle c, Number value) { return tensor_of([&] { return a->addcdiv(*b, *c, scalar(value)); }); }
LP int32_t lp_addcdiv_(Handle a, Handle b, Handle c, Number value) { return done([&] { a->addcdiv_(*b, *c, scalar(value)); }); }
LP Handle lp_addmm(Handle a, Handle b, Handle c, double beta, double alpha) { return tensor_of([&] { return a->addmm(*b, *c, beta, alpha); }); }
LP Handle lp_baddbmm(Handle a, Handle b, Handle c, double beta, double alpha) { return tensor_of([&] { return a->baddbmm(*b, *c, beta, alpha); }); }
LP Handle lp_lerp(Handle a, Handle end, Handle weight) { return tensor_of([&] { return a->lerp(*end, *weight); }); }
LP int32_t lp_lerp_(Handle a, Handle end, Handle weight) { return done([&] { a->lerp_(*end, *weight); }); }

namespace {
Maybe<at::Scalar> bound(Number n) { return n.kind < 0 ? nothing : Maybe<at::Scalar>(scalar(n)); }
} // namespace
LP Handle lp_clamp(Handle a, Number min, Number max) { return tensor_of([&] { return a->clamp(bound(min), bound(max)); }); }
LP int32_t lp_clamp_(Handle a, Number min, Number max) { return done([&] { a->clamp_(bound(min), bound(max)); }); }
LP Handle lp_clamp_tensor(Handle a, Handle min, Handle max) { return tensor_of([&] { return a->clamp(maybe(min), maybe(max)); }); }

LP Handle lp_sum(Handle a, const int64_t* d, int64_t count, int32_t keepdim, int32_t dtype) {
    return tensor_of([&] { return count == 0 ? a->sum(maybe_type(dtype)) : a->sum(dims(d, count), keepdim != 0, maybe_type(dtype)); });
}
LP Handle lp_mean(Handle a, const int64_t* d, int64_t count, int32_t keepdim, int32_t dtype) {
    return tensor_of([&] { return count == 0 ? a->mean(maybe_type(dtype)) : a->mean(dims(d, count), keepdim != 0, maybe_type(dtype)); });
}
LP Handle lp_var(Handle a, const int64_t* d, int64_t count, int32_t unbiased, int32_t keepdim) {
    return tensor_of([&] { return count == 0 ? a->var(unbiased != 0) : a->var(dims(d, count), unbiased != 0, keepdim != 0); });
}
LP Handle lp_std(Handle a, const int64_t* d, int64_t count, int32_t unbiased, int32_t keepdim) {
    return tensor_of([&] { return count == 0 ? a->std(unbiased != 0) : a->std(dims(d, count), unbiased != 0, keepdim != 0); });
}
LP Handle lp_prod(Handle a, int32_t dtype) { return tensor_of([&] { return a->prod(maybe_type(dtype)); }); }
LP Handle lp_prod_dim(Handle a, int64_t dim, int32_t keepdim, int32_t dtype) { return tensor_of([&] { return a->prod(dim, keepdim != 0, maybe_type(dtype)); }); }
LP Handle lp_norm(Handle a, double p) { return tensor_of([&] { return a->norm(p); }); }
LP Handle lp_norm_dim(Handle a, int64_t dim, int32_t keepdim, double p) { return tensor_of([&] { return a->norm(p, {dim}, keepdim != 0); }); }
LP Handle lp_logsumexp(Handle a, int64_t dim, int32_t keepdim) { return tensor_of([&] { return a->logsumexp({dim}, keepdim != 0); }); }
LP Handle lp_amax(Handle a, const int64_t* d, int64_t count, int32_t keepdim) { return tensor_of([&] { return a->amax(dims(d, count), keepdim != 0); }); }
LP Handle lp_amin(Handle a, const int64_t* d, int64_t count, int32_t keepdim) { return tensor_of([&] { return a->amin(dims(d, count), keepdim != 0); }); }
LP Handle lp_all_dim(Handle a, int64_t dim, int32_t keepdim) { return tensor_of([&] { return a->all(dim, keepdim != 0); }); }
LP Handle lp_any_dim(Handle a, int64_t dim, int32_t keepdim) { return tensor_of([&] { return a->any(dim, keepdim != 0); }); }
LP Handle lp_argmax(Handle a) { return tensor_of([&] { return a->argmax(); }); }
LP Handle lp_argmin(Handle a) { return tensor_of([&] { return a->argmin(); }); }
LP Handle lp_argmax_dim(Handle a, int64_t dim, int32_t keepdim) { return tensor_of([&] { return a->argmax(dim, keepdim != 0); }); }
LP Handle lp_argmin_dim(Handle a, int64_t dim, int32_t keepdim) { return tensor_of([&] { return a->argmin(dim, keepdim != 0); }); }
LP Handle lp_argsort(Handle a, int64_t dim, int32_t descending) { return tensor_of([&] { return a->argsort(dim, descending != 0); }); }
LP Handle lp_cumsum(Handle a, int64_t dim, int32_t dtype) { return tensor_of([&] { return a->cumsum(dim, maybe_type(dtype)); }); }
LP Handle lp_cumprod(Handle a, int64_t dim, int32_t dtype) { return tensor_of([&] { return a->cumprod(dim, maybe_type(dtype)); }); }
LP Handle lp_bincount(Handle a, Handle weights, int64_t minlength) { return tensor_of([&] { return a->bincount(maybe(weights), minlength); }); }
LP Handle lp_softmax(Handle a, int64_t dim, int32_t dtype) { return tensor_of([&] { return a->softmax(dim, maybe_type(dtype)); }); }
LP Handle lp_log_softmax(Handle a, int64_t dim, int32_t dtype) { return tensor_of([&] { return a->log_softmax(dim, maybe_type(dtype)); }); }

// Values and indices: two handles written to out.
namespace {
template <class Body>
int32_t two(Handle* out, Body&& body) noexcept {
    return done([&] {
        auto pair = body();
        out[0] = new at::Tensor(std::get<0>(pair));
        out[1] = new at::Tensor(std::get<1>(pair));
    });
}
} // namespace
LP int32_t lp_max_dim(Handle a, int64_t dim, int32_t keepdim, Handle* out) { return two(out, [&] { return a->max(dim, keepdim != 0); }); }
LP int32_t lp_min_dim(Handle a, int64_t dim, int32_t keepdim, Handle* out) { return two(out, [&] { return a->min(dim, keepdim != 0); }); }
LP int32_t lp_topk(Handle a, int64_t k, int64_t dim, int32_t largest, int32_t sorted, Handle* out) {
    return two(out, [&] { return a->topk(k, dim, largest != 0, sorted != 0); });
}
LP int32_t lp_sort(Handle a, int64_t dim, int32_t descending, int32_t stable, Handle* out) {
    return two(out, [&] { return at::sort(*a, Maybe<bool>(stable != 0), dim, descending != 0); });
}
