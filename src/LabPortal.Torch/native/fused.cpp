// Operations whose ATen form is slow on a CPU in float32, with the gradient written out. Everything else falls back to ATen,
// and so does a gradient that is to be differentiated again, attention's excepted.
#include "fused.h"
#include "layers.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

bool is_float_on_cpu(const at::Tensor& t) {
    return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided && t.numel() > 0;
}

namespace {
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

at::Tensor or_undefined(const Maybe<at::Tensor>& t) { return t ? *t : at::Tensor(); }

struct LinearRows : Function<LinearRows> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& weight, const Maybe<at::Tensor>& beside) {
        auto x = input.contiguous(), bias = or_undefined(beside);
        auto depth = weight.size(1), columns = weight.size(0), rows = x.numel() / depth;
        auto shape = x.sizes().vec();
        shape.back() = columns;
        auto y = at::empty(shape, x.options());
        product(rows_of(data(x), depth), rows, depth, turned(data(weight), depth), columns, room(y), columns, {nullptr, 0, data(bias)});
        context->save_for_backward({x, weight});
        context->saved_data["bias"] = bias.defined();
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        auto saved = context->get_saved_variables();
        auto &x = saved[0], &weight = saved[1];
        auto depth = weight.size(1), columns = weight.size(0), rows = x.numel() / depth;
        bool bias = context->saved_data["bias"].toBool();
        auto dy = grads[0].contiguous();
        if (c10::GradMode::is_enabled()) {
            auto flat = dy.reshape({rows, columns});
            return {dy.matmul(weight), flat.t().matmul(x.reshape({rows, depth})), bias ? flat.sum(0) : at::Tensor()};
        }
        at::Tensor dx, dweight, dbias;
        if (context->needs_input_grad(0)) {
            dx = at::empty_like(x);
            product(rows_of(data(dy), columns), rows, columns, rows_of(data(weight), depth), depth, room(dx), depth);
        }
        if (context->needs_input_grad(1)) {
            dweight = at::empty_like(weight);
            product(turned(data(dy), columns), columns, rows, rows_of(data(x), depth), depth, room(dweight), depth);
        }
        if (bias) {
            dbias = at::empty({columns}, x.options());
            sum_rows(data(dy), columns, rows, columns, room(dbias));
        }
        return {dx, dweight, dbias};
    }
};

struct LayerNormRows : Function<LayerNormRows> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& weight, const Maybe<at::Tensor>& beside, double eps) {
        auto x = input.contiguous(), bias = or_undefined(beside);
        auto width = weight.numel(), rows = x.numel() / width;
        auto y = at::empty_like(x), mean = at::empty({rows}, x.options()), inverse = at::empty({rows}, x.options());
        layer_norm({rows, width, data(x), data(weight), data(bias), room(y), room(mean), room(inverse), static_cast<float>(eps)});
        context->save_for_backward({x, weight, bias, mean, inverse});
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        auto saved = context->get_saved_variables();
        auto &x = saved[0], &weight = saved[1], &bias = saved[2], &mean = saved[3], &inverse = saved[4];
        auto width = weight.numel(), rows = x.numel() / width;
        auto dy = grads[0].contiguous();
        if (c10::GradMode::is_enabled()) {
            auto shape = x.sizes().vec();
            shape.back() = 1;
            Maybe<at::Tensor> beside;
            if (bias.defined()) beside = bias;
            auto [dx, dweight, dbias] = at::native_layer_norm_backward(dy, x, {width}, mean.view(shape), inverse.view(shape), weight, beside, {true, true, bias.defined()});
            return {dx, dweight, dbias, at::Tensor()};
        }
        auto dx = at::empty_like(x), dweight = at::empty_like(weight), dbias = bias.defined() ? at::empty_like(bias) : at::Tensor();
        layer_norm_back({rows, width, data(x), data(weight), data(mean), data(inverse), data(dy), nullptr, room(dx), room(dweight), room(dbias)});
        return {dx, dweight, dbias, at::Tensor()};
    }
};

struct GeluRows : Function<GeluRows> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, bool tanh) {
        auto x = input.contiguous();
        auto y = at::empty_like(x);
        gelu(tanh ? Gelu::tanh : Gelu::exact, data(x), room(y), x.numel());
        context->save_for_backward({x});
        context->saved_data["tanh"] = tanh;
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        auto x = context->get_saved_variables()[0];
        bool tanh = context->saved_data["tanh"].toBool();
        if (c10::GradMode::is_enabled()) return {at::gelu_backward(grads[0], x, tanh ? "tanh" : "none"), at::Tensor()};
        auto dy = grads[0].contiguous();
        auto dx = at::empty_like(x);
        in_pieces(x.numel(), 8192, [&](int64_t from, int64_t to) {
            kernels().gelu_back(tanh ? Gelu::tanh : Gelu::exact, data(x) + from, data(dy) + from, room(dx) + from, nullptr, to - from);
        });
        return {dx, at::Tensor()};
    }
};

at::Tensor with_plain_rows(const at::Tensor& t) { return t.stride(-1) == 1 || t.size(-1) == 1 ? t : t.contiguous(); }

// Shape (B, H, T, E), but tokens side by side in memory: joining the heads again costs nothing.
at::Tensor by_token(const at::Tensor& like) {
    auto b = like.size(0), h = like.size(1), t = like.size(2), e = like.size(3);
    return at::empty_strided({b, h, t, e}, {t * h * e, e, h * e, 1}, like.options());
}

Heads heads_of(const at::Tensor& t) { return {t.data_ptr<float>(), t.stride(0), t.stride(1), t.stride(2)}; }

AttentionHeads heads_of(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& out, const at::Tensor& log_sums, int64_t sees) {
    return {q.size(0), q.size(1), q.size(2), k.size(2), q.size(3), sees, heads_of(q), heads_of(k), heads_of(v), heads_of(out), room(log_sums)};
}

struct Attention : Function<Attention> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& query, const at::Tensor& key, const at::Tensor& value, int64_t sees) {
        auto q = with_plain_rows(query), k = with_plain_rows(key), v = with_plain_rows(value);
        auto out = by_token(q), log_sums = at::empty({q.size(0), q.size(1), q.size(2)}, q.options());
        attention(heads_of(q, k, v, out, log_sums, sees));
        context->save_for_backward({q, k, v, out, log_sums});
        context->saved_data["sees"] = sees;
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "second derivatives of attention are not available in float32 on the CPU: use float64");
        auto saved = context->get_saved_variables();
        auto grad = with_plain_rows(grads[0]);
        auto dq = by_token(saved[0]), dk = by_token(saved[1]), dv = by_token(saved[2]);
        attention_back(heads_of(saved[0], saved[1], saved[2], saved[3], saved[4], context->saved_data["sees"].toInt()), heads_of(grad), heads_of(dq),
                       heads_of(dk), heads_of(dv));
        return {dq, dk, dv, at::Tensor()};
    }
};

// Four dimensions that agree: no broadcasting, and values as wide as keys.
bool fits(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) {
    return q.dim() == 4 && k.dim() == 4 && v.sizes() == k.sizes() && q.size(0) == k.size(0) && q.size(1) == k.size(1) && q.size(3) == k.size(3) &&
           is_float_on_cpu(q) && is_float_on_cpu(k) && is_float_on_cpu(v);
}

bool is_vector(const Maybe<at::Tensor>& t, int64_t size) {
    return !t || !t->defined() || (is_float_on_cpu(*t) && t->is_contiguous() && t->dim() == 1 && t->size(0) == size);
}
} // namespace

Maybe<at::Tensor> fused_linear(const at::Tensor& x, const at::Tensor& weight, const Maybe<at::Tensor>& bias) {
    // Packing large weights costs more than a few rows can pay back, and one row pays back none.
    constexpr int64_t few_rows = 8, large = 1 << 20;
    if (!is_float_on_cpu(x) || !is_float_on_cpu(weight) || weight.dim() != 2 || !weight.is_contiguous() || x.dim() < 2 || x.size(-1) != weight.size(1) ||
        !is_vector(bias, weight.size(0)) || x.numel() < 2 * x.size(-1) ||
        (x.numel() < few_rows * x.size(-1) && weight.numel() > large))
        return nothing;
    return LinearRows::apply(x, weight, bias);
}

Maybe<at::Tensor> fused_layer_norm(const at::Tensor& x, at::IntArrayRef shape, const Maybe<at::Tensor>& weight, const Maybe<at::Tensor>& bias, double eps) {
    if (shape.size() != 1 || !weight || !is_float_on_cpu(x) || x.dim() < 1 || x.size(-1) != shape[0] || !is_vector(weight, shape[0]) || !is_vector(bias, shape[0]))
        return nothing;
    return LayerNormRows::apply(x, *weight, bias, eps);
}

Maybe<at::Tensor> fused_gelu(const at::Tensor& x, bool tanh) {
    if (!is_float_on_cpu(x)) return nothing;
    return GeluRows::apply(x, tanh);
}

Maybe<at::Tensor> fused_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int64_t sees) {
    if (!fits(q, k, v)) return nothing;
    return Attention::apply(q, k, v, sees);
}
