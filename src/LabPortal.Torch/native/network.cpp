// What networks are made of.
#include "fused.h"
#include "product.h"
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <cmath>
#include <torch/version.h>

LP Handle lp_linear(Handle a, Handle weight, Handle bias) {
    return tensor_of([&] {
        if (auto result = fused_linear(*a, *weight, maybe(bias))) return *result;
        return at::linear(*a, *weight, maybe(bias));
    });
}
LP Handle lp_embedding(Handle weight, Handle index, int64_t padding, int32_t scale_by_frequency, int32_t sparse) {
    return tensor_of([&] { return at::embedding(*weight, *index, padding, scale_by_frequency != 0, sparse != 0); });
}
LP Handle lp_layer_norm(Handle a, const int64_t* shape, int64_t count, Handle weight, Handle bias, double eps) {
    return tensor_of([&] {
        if (auto result = fused_layer_norm(*a, dims(shape, count), maybe(weight), maybe(bias), eps)) return *result;
        return at::layer_norm(*a, dims(shape, count), maybe(weight), maybe(bias), eps);
    });
}
// Whether products round their factors to bfloat16 from now on: on the CPU in the whole process, on a GPU (autocast) for
// this thread. 0: this processor cannot.
LP int32_t lp_use_bfloat16(int32_t gpu, int32_t on) {
    if (!gpu) return set_narrow_products(on != 0);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    at::autocast::set_autocast_dtype(at::kCUDA, at::kBFloat16);
    at::autocast::set_autocast_enabled(at::kCUDA, on != 0);
#else
    at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    at::autocast::set_enabled(on != 0);
#endif
    at::autocast::set_autocast_cache_enabled(false); // a weight is used once a step, and the cache would outlive it
    return 1;
}

LP Handle lp_dropout(Handle a, double p, int32_t training, int32_t inplace) {
    return tensor_of([&] {
        if (!training || p == 0) return *a;
        return inplace ? at::dropout_(*a, p, true) : at::dropout(*a, p, true);
    });
}
LP Handle lp_one_hot(Handle a, int64_t classes) { return tensor_of([&] { return at::one_hot(*a, classes); }); }

LP Handle lp_cross_entropy(Handle a, Handle target, Handle weight, int64_t reduction, int64_t ignore, double smoothing) {
    return tensor_of([&] { return at::cross_entropy_loss(*a, *target, maybe(weight), reduction, ignore, smoothing); });
}
LP Handle lp_nll_loss(Handle a, Handle target, Handle weight, int64_t reduction, int64_t ignore) {
    return tensor_of([&] { return at::nll_loss_nd(*a, *target, maybe(weight), reduction, ignore); });
}
LP Handle lp_mse_loss(Handle a, Handle target, int64_t reduction) { return tensor_of([&] { return at::mse_loss(*a, *target, reduction); }); }
LP Handle lp_l1_loss(Handle a, Handle target, int64_t reduction) { return tensor_of([&] { return at::l1_loss(*a, *target, reduction); }); }
LP Handle lp_kl_div(Handle a, Handle target, int64_t reduction, int32_t log_target) { return tensor_of([&] { return at::kl_div(*a, *target, reduction, log_target != 0); }); }
LP Handle lp_bce_with_logits(Handle a, Handle target, Handle weight, Handle pos_weight, int64_t reduction) {
    return tensor_of([&] { return at::binary_cross_entropy_with_logits(*a, *target, maybe(weight), maybe(pos_weight), reduction); });
}

namespace {
// softmax(q k^T / sqrt(E) + mask) v, q_BHTE.
at::Tensor plain_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, Handle mask, double p, bool causal) {
    auto scale = 1.0 / std::sqrt(static_cast<double>(q.size(-1)));
    auto scores = at::matmul(q * scale, k.transpose(-2, -1));
    if (causal) {
        auto hidden = at::ones({q.size(-2), k.size(-2)}, q.options().dtype(at::kBool)).triu(1);
        scores = scores.masked_fill(hidden, -INFINITY);
    } else if (mask != nullptr) {
        scores = mask->scalar_type() == at::kBool ? scores.masked_fill(mask->logical_not(), -INFINITY) : scores + *mask;
    }
    auto weights = scores.softmax(-1);
    if (p > 0) weights = at::dropout(weights, p, true);
    return at::matmul(weights, v);
}
} // namespace

LP Handle lp_attention(Handle q, Handle k, Handle v, Handle mask, double p, int32_t causal) {
    return tensor_of([&] {
        if (mask == nullptr && p == 0)
            if (auto result = fused_attention(*q, *k, *v, causal != 0 ? 1 : k->size(-2))) return *result;
#if TORCH_VERSION_MAJOR >= 2
        return at::scaled_dot_product_attention(*q, *k, *v, maybe(mask), p, causal != 0);
#else
        return plain_attention(*q, *k, *v, mask, p, causal != 0);
#endif
    });
}

// The queries are the last tokens', and each sees the keys up to its own.
LP Handle lp_attention_after(Handle q, Handle k, Handle v) {
    return tensor_of([&] {
        auto before = k->size(-2) - q->size(-2);
        if (auto result = fused_attention(*q, *k, *v, before + 1)) return *result;
        auto seen = at::ones({q->size(-2), k->size(-2)}, q->options().dtype(at::kBool)).tril(before);
        return plain_attention(*q, *k, *v, &seen, 0, false);
    });
}
