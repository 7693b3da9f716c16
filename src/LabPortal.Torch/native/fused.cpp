// Operations whose ATen form is slow on a CPU in float32, with the gradient written out: attention (ATen 1.13 multiplies
// head by head on one thread) and GELU in its tanh form. Everything else falls back to ATen.
#include "fused.h"
#include "kernels.h"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <memory>

const Kernels& kernels() {
    static const Kernels& best = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
                                         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd")
                                     ? kernels_v4
                                 : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2") ? kernels_v3
                                                                                                                                     : kernels_v2;
    return best;
}

namespace {
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

bool is_float_on_cpu(const at::Tensor& t) {
    return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided && t.numel() > 0;
}

void first_order_only() {
    TORCH_CHECK(!c10::GradMode::is_enabled(), "second derivatives of this operation are not available in float32 on the CPU: use float64");
}

struct GeluTanh : Function<GeluTanh> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input) {
        auto x = input.contiguous();
        context->save_for_backward({x});
        auto y = at::empty_like(x);
        const float* from = x.data_ptr<float>();
        float* to = y.data_ptr<float>();
        at::parallel_for(0, x.numel(), 8192, [&](int64_t i, int64_t end) { kernels().gelu_tanh(from + i, to + i, end - i); });
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        first_order_only();
        auto x = context->get_saved_variables()[0];
        auto dy = grads[0].contiguous();
        auto dx = at::empty_like(x);
        const float *from = x.data_ptr<float>(), *grad = dy.data_ptr<float>();
        float* to = dx.data_ptr<float>();
        at::parallel_for(0, x.numel(), 8192, [&](int64_t i, int64_t end) { kernels().gelu_tanh_back(from + i, grad + i, to + i, end - i); });
        return {dx};
    }
};

at::Tensor with_plain_rows(const at::Tensor& t) { return t.stride(-1) == 1 || t.size(-1) == 1 ? t : t.contiguous(); }

// Shape (B, H, T, E), but tokens side by side in memory: joining the heads again costs nothing.
at::Tensor by_token(const at::Tensor& like) {
    auto b = like.size(0), h = like.size(1), t = like.size(2), e = like.size(3);
    return at::empty_strided({b, h, t, e}, {t * h * e, e, h * e, 1}, like.options());
}

// What one head of (B, H, T, E) tensors looks like to the kernels.
struct Heads {
    const at::Tensor &q, &k, &v, &weights, &out;
    double scale;
    bool causal;

    int64_t count() const { return q.size(0) * q.size(1); }

    static float* at_head(const at::Tensor& t, int64_t head) {
        return t.data_ptr<float>() + head / t.size(1) * t.stride(0) + head % t.size(1) * t.stride(1);
    }

    AttentionHead head(int64_t i) const {
        return {at_head(q, i), at_head(k, i), at_head(v, i), q.stride(2), k.stride(2), v.stride(2), at_head(weights, i), at_head(out, i),
                out.stride(2), q.size(2), k.size(2), q.size(3), static_cast<float>(scale), causal};
    }

    std::unique_ptr<float[]> scratch() const {
        return std::unique_ptr<float[]>(new float[kernels().attention_room(q.size(2), k.size(2), q.size(3))]);
    }
};

struct Attention : Function<Attention> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& query, const at::Tensor& key, const at::Tensor& value, bool causal) {
        auto q = with_plain_rows(query), k = with_plain_rows(key), v = with_plain_rows(value);
        auto weights = at::empty({q.size(0), q.size(1), q.size(2), k.size(2)}, q.options());
        auto out = by_token(q);
        Heads heads{q, k, v, weights, out, 1.0 / std::sqrt(static_cast<double>(q.size(3))), causal};
        at::parallel_for(0, heads.count(), 1, [&](int64_t i, int64_t end) {
            auto scratch = heads.scratch();
            for (; i < end; i++) kernels().attention(heads.head(i), scratch.get());
        });
        context->save_for_backward({q, k, v, weights, out});
        context->saved_data["causal"] = causal;
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        first_order_only();
        auto saved = context->get_saved_variables();
        auto grad = with_plain_rows(grads[0]);
        auto dq = by_token(saved[0]), dk = by_token(saved[1]), dv = by_token(saved[2]);
        Heads heads{saved[0], saved[1], saved[2], saved[3], saved[4], 1.0 / std::sqrt(static_cast<double>(saved[0].size(3))),
                    context->saved_data["causal"].toBool()};
        at::parallel_for(0, heads.count(), 1, [&](int64_t i, int64_t end) {
            auto scratch = heads.scratch();
            for (; i < end; i++)
                kernels().attention_back({heads.head(i), Heads::at_head(grad, i), grad.stride(2), Heads::at_head(dq, i), Heads::at_head(dk, i),
                                          Heads::at_head(dv, i), dq.stride(2), dk.stride(2), dv.stride(2)},
                                         scratch.get());
        });
        return {dq, dk, dv, at::Tensor()};
    }
};

// Four dimensions that agree: no broadcasting, and values as wide as keys.
bool fits(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) {
    return q.dim() == 4 && k.dim() == 4 && v.sizes() == k.sizes() && q.size(0) == k.size(0) && q.size(1) == k.size(1) && q.size(3) == k.size(3) &&
           is_float_on_cpu(q) && is_float_on_cpu(k) && is_float_on_cpu(v);
}
} // namespace

Maybe<at::Tensor> fused_gelu_tanh(const at::Tensor& x) {
    if (!is_float_on_cpu(x)) return nothing;
    return GeluTanh::apply(x);
}

Maybe<at::Tensor> fused_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, bool causal) {
    if (!fits(q, k, v)) return nothing;
    return Attention::apply(q, k, v, causal);
}
