// What networks are made of, and what trains them.
#include "fused.h"
#include "product.h"
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <cmath>
#include <torch/version.h>
#include <vector>

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
            if (auto result = fused_attention(*q, *k, *v, causal != 0)) return *result;
#if TORCH_VERSION_MAJOR >= 2
        return at::scaled_dot_product_attention(*q, *k, *v, maybe(mask), p, causal != 0);
#else
        return plain_attention(*q, *k, *v, mask, p, causal != 0);
#endif
    });
}

namespace {
constexpr int64_t grain = 16384; // elements a task works on; fixed, so that sums do not depend on the thread count

struct Piece {
    int64_t tensor, start, length;
};

std::vector<Piece> pieces_of(const std::vector<at::Tensor>& tensors) {
    std::vector<Piece> result;
    for (size_t i = 0; i < tensors.size(); i++)
        for (int64_t start = 0, n = tensors[i].numel(); start < n; start += grain)
            result.push_back({static_cast<int64_t>(i), start, std::min(grain, n - start)});
    return result;
}

bool is_plain(const at::Tensor& t) {
    return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided && t.is_contiguous();
}

std::vector<at::Tensor> gradients_of(const Handle* parameters, int64_t count) {
    std::vector<at::Tensor> result;
    for (int64_t i = 0; i < count; i++)
        if (parameters[i]->grad().defined()) result.push_back(parameters[i]->grad());
    return result;
}
} // namespace

// Clips the gradients in place; returns their norm before clipping, or NaN with the error text on failure.
LP double lp_clip_grad_norm_(const Handle* parameters, int64_t count, double max_norm, double p, int32_t* failed) {
    *failed = 1;
    double total = std::nan("");
    int32_t status = done([&] {
        c10::NoGradGuard no_grad;
        auto grads = gradients_of(parameters, count);
        bool plain = p == 2.0;
        for (auto& g : grads) plain = plain && is_plain(g);
        if (plain) {
            auto pieces = pieces_of(grads);
            std::vector<const float*> data;
            for (auto& g : grads) data.push_back(g.data_ptr<float>());
            std::vector<double> sums(pieces.size());
            at::parallel_for(0, pieces.size(), 1, [&](int64_t from, int64_t to) {
                for (int64_t i = from; i < to; i++) sums[i] = kernels().sum_of_squares(data[pieces[i].tensor] + pieces[i].start, pieces[i].length);
            });
            double squares = 0;
            for (double s : sums) squares += s;
            total = std::sqrt(squares);
        } else if (grads.empty()) {
            total = 0;
        } else {
            std::vector<at::Tensor> norms;
            for (auto& g : grads) norms.push_back(g.norm(p).to(grads[0].device(), at::kDouble));
            auto all = at::stack(norms);
            total = (std::isinf(p) ? all.max() : all.norm(p)).item<double>();
        }
        double coefficient = max_norm / (total + 1e-6);
        if (coefficient < 1.0)
            for (auto& g : grads) g.mul_(coefficient);
    });
    *failed = status;
    return total;
}

LP int32_t lp_clip_grad_value_(const Handle* parameters, int64_t count, double value) {
    return done([&] {
        c10::NoGradGuard no_grad;
        for (auto& g : gradients_of(parameters, count)) g.clamp_(-value, value);
    });
}

// One step of AdamW (decoupled != 0) or Adam over all parameters of a group that have a gradient.
// steps[i] counts parameter i's steps and is advanced here; max_squares is null without amsgrad.
LP int32_t lp_adam_step(const Handle* parameters, const Handle* means, const Handle* squares, const Handle* max_squares,
                        int64_t* steps, int64_t count, double lr, double beta1, double beta2, double eps,
                        double weight_decay, int32_t maximize, int32_t decoupled) {
    return done([&] {
        c10::NoGradGuard no_grad;
        struct Fast {
            float *p, *m, *v;
            const float* g;
            float over_root, step_size;
        };
        std::vector<at::Tensor> fast_tensors, keep;
        std::vector<Fast> fast;
        for (int64_t i = 0; i < count; i++) {
            auto& p = *parameters[i];
            auto g = p.grad();
            if (!g.defined()) continue;
            if (maximize) g = -g;
            steps[i]++;
            double correction1 = 1 - std::pow(beta1, static_cast<double>(steps[i]));
            double root_correction = std::sqrt(1 - std::pow(beta2, static_cast<double>(steps[i])));
            double step_size = lr / correction1;
            auto &m = *means[i], &v = *squares[i];
            if (max_squares == nullptr && is_plain(p) && is_plain(g) && is_plain(m) && is_plain(v)) {
                keep.push_back(g);
                fast_tensors.push_back(p);
                fast.push_back({p.data_ptr<float>(), m.data_ptr<float>(), v.data_ptr<float>(), g.data_ptr<float>(),
                                static_cast<float>(1 / root_correction), static_cast<float>(step_size)});
                continue;
            }
            if (decoupled) p.mul_(1 - lr * weight_decay);
            else if (weight_decay != 0) g = g.add(p, weight_decay);
            m.mul_(beta1).add_(g, 1 - beta1);
            v.mul_(beta2).addcmul_(g, g, 1 - beta2);
            if (max_squares != nullptr) at::maximum_out(*max_squares[i], *max_squares[i], v);
            auto denominator = (max_squares != nullptr ? max_squares[i]->sqrt() : v.sqrt()).div_(root_correction).add_(eps);
            p.addcdiv_(m, denominator, -step_size);
        }
        auto pieces = pieces_of(fast_tensors);
        float shrink = decoupled ? static_cast<float>(1 - lr * weight_decay) : 1.0f;
        float decay = decoupled ? 0.0f : static_cast<float>(weight_decay);
        at::parallel_for(0, pieces.size(), 1, [&](int64_t from, int64_t to) {
            for (int64_t i = from; i < to; i++) {
                auto& f = fast[pieces[i].tensor];
                auto s = pieces[i].start;
                kernels().adam(f.p + s, f.g + s, f.m + s, f.v + s, pieces[i].length, shrink, decay, static_cast<float>(beta1),
                               static_cast<float>(beta2), f.over_root, static_cast<float>(eps), f.step_size);
            }
        });
        // The data pointers above went around autograd: tell it that the parameters changed.
        for (auto& p : fast_tensors) p.unsafeGetTensorImpl()->bump_version();
    });
}

// One step of SGD over all parameters of a group that have a gradient; a momentum buffer that is null on entry is
// written back as a new handle.
LP int32_t lp_sgd_step(const Handle* parameters, Handle* momenta, int64_t count, double lr, double momentum,
                       double dampening, double weight_decay, int32_t nesterov, int32_t maximize) {
    return done([&] {
        c10::NoGradGuard no_grad;
        for (int64_t i = 0; i < count; i++) {
            auto& p = *parameters[i];
            auto g = p.grad();
            if (!g.defined()) continue;
            if (maximize) g = -g;
            if (weight_decay != 0) g = g.add(p, weight_decay);
            if (momentum != 0) {
                if (momenta[i] == nullptr) momenta[i] = new at::Tensor(g.clone());
                else momenta[i]->mul_(momentum).add_(g, 1 - dampening);
                g = nesterov ? g.add(*momenta[i], momentum) : *momenta[i];
            }
            p.add_(g, -lr);
        }
    });
}
