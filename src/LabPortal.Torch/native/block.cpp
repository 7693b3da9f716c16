// A transformer block of GPT's kind, forward and back, as one node of the graph: x + attention(norm(x)), then
// x + MLP(norm(x)). Where only the last positions of each row are asked for, only their queries, and all that follows, are
// computed. Its plain twin is GptBlock, which it is tested against.
#include "fused.h"
#include "layers.h"
#include "shim.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstring>

namespace {
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

using Optional = Maybe<at::Tensor>;

enum Weight { ln_1_weight, ln_1_bias, attention_weight, attention_bias, projection_weight, projection_bias, ln_2_weight, ln_2_bias, up_weight, up_bias, down_weight, down_bias, weights };

// B rows of T tokens, of which the last Q are asked for; C wide, F in the MLP.
struct Sizes {
    int64_t B, T, Q, C, F, H;
    bool causal;
    Gelu form;

    int64_t all() const { return B * T; }
    int64_t asked() const { return B * Q; }
};

// The asked positions of x (B x T x C); x itself where that is all.
at::Tensor asked_of(const at::Tensor& x, const Sizes& s) {
    if (s.Q == s.T) return x;
    auto result = at::empty({s.B, s.Q, s.C}, x.options());
    in_pieces(s.B, 16, [&](int64_t from, int64_t to) {
        for (int64_t b = from; b < to; b++) std::memcpy(room(result) + b * s.Q * s.C, data(x) + ((b + 1) * s.T - s.Q) * s.C, s.Q * s.C * sizeof(float));
    });
    return result;
}

// to's (B x T x C) asked positions += x (B x Q x C).
void add_to_asked(const at::Tensor& to, const at::Tensor& x, const Sizes& s) {
    in_pieces(s.B, 16, [&](int64_t from, int64_t end) {
        for (int64_t b = from; b < end; b++) kernels().add_rows(data(x) + b * s.Q * s.C, 0, 1, s.Q * s.C, room(to) + ((b + 1) * s.T - s.Q) * s.C);
    });
}

AttentionHeads heads(const Sizes& s, const at::Tensor& q, const at::Tensor& kv, const at::Tensor& out, const at::Tensor& log_sums) {
    int64_t D = s.C / s.H;
    return {s.B, s.H, s.Q, s.T, D, s.causal ? s.T - s.Q + 1 : s.T, {room(q), s.Q * s.C, D, s.C}, {room(kv), s.T * 2 * s.C, D, 2 * s.C},
            {room(kv) + s.C, s.T * 2 * s.C, D, 2 * s.C}, {room(out), s.Q * s.C, D, s.C}, room(log_sums)};
}

struct Block : Function<Block> {
    // Autograd only follows arguments that are tensors themselves, not those in a list.
    static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& w0, const Optional& w1, const at::Tensor& w2, const Optional& w3,
                              const at::Tensor& w4, const Optional& w5, const at::Tensor& w6, const Optional& w7, const at::Tensor& w8, const Optional& w9,
                              const at::Tensor& w10, const Optional& w11, int64_t H, int64_t Q, bool causal, bool tanh, double eps) {
        auto or_none = [](const Optional& t) { return t ? *t : at::Tensor(); };
        variable_list w = {w0, or_none(w1), w2, or_none(w3), w4, or_none(w5), w6, or_none(w7), w8, or_none(w9), w10, or_none(w11)};
        auto x = input.contiguous();
        Sizes s{x.size(0), x.size(1), Q, x.size(2), w[up_weight].size(0), H, causal, tanh ? Gelu::tanh : Gelu::exact};
        auto like = x.options();
        auto make = [&](int64_t rows, int64_t width) { return at::empty({rows, width}, like); };
        int64_t C = s.C, F = s.F;

        auto norm_1 = make(s.all(), C), mean_1 = make(s.all(), 1), inverse_1 = make(s.all(), 1);
        layer_norm({s.all(), C, data(x), data(w[ln_1_weight]), data(w[ln_1_bias]), room(norm_1), room(mean_1), room(inverse_1), static_cast<float>(eps)});
        auto norm_asked = asked_of(norm_1, s), x_asked = asked_of(x, s);
        auto q = make(s.asked(), C), kv = make(s.all(), 2 * C), mixed = make(s.asked(), C), log_sums = make(s.B * H, Q);
        auto *projections = data(w[attention_weight]), *offsets = data(w[attention_bias]);
        product(rows_of(data(norm_asked), C), s.asked(), C, turned(projections, C), C, room(q), C, {nullptr, 0, offsets});
        product(rows_of(data(norm_1), C), s.all(), C, turned(projections + C * C, C), 2 * C, room(kv), 2 * C, {nullptr, 0, offsets ? offsets + C : nullptr});
        attention(heads(s, q, kv, mixed, log_sums));

        auto middle = make(s.asked(), C);
        product(rows_of(data(mixed), C), s.asked(), C, turned(data(w[projection_weight]), C), C, room(middle), C, {data(x_asked), C, data(w[projection_bias])});
        auto norm_2 = make(s.asked(), C), mean_2 = make(s.asked(), 1), inverse_2 = make(s.asked(), 1);
        layer_norm({s.asked(), C, data(middle), data(w[ln_2_weight]), data(w[ln_2_bias]), room(norm_2), room(mean_2), room(inverse_2), static_cast<float>(eps)});
        auto up = make(s.asked(), F), active = make(s.asked(), F);
        product(rows_of(data(norm_2), C), s.asked(), C, turned(data(w[up_weight]), C), F, room(up), F, {nullptr, 0, data(w[up_bias])},
                [&](int64_t from, int64_t to) { kernels().gelu(s.form, data(up) + from * F, room(active) + from * F, (to - from) * F); });
        auto y = at::empty({s.B, Q, C}, like);
        product(rows_of(data(active), F), s.asked(), F, turned(data(w[down_weight]), F), C, room(y), C, {data(middle), C, data(w[down_bias])});

        variable_list saved = {x, norm_1, mean_1, inverse_1, norm_asked, q, kv, mixed, log_sums, middle, norm_2, mean_2, inverse_2, up};
        saved.insert(saved.end(), w.begin(), w.end());
        context->save_for_backward(saved);
        context->saved_data["sizes"] = std::vector<int64_t>{H, Q, causal, tanh};
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        TORCH_CHECK(!c10::GradMode::is_enabled(), "second derivatives of a fused transformer block are not available: use float64");
        auto saved = context->get_saved_variables();
        auto &x = saved[0], &norm_1 = saved[1], &mean_1 = saved[2], &inverse_1 = saved[3], &norm_asked = saved[4], &q = saved[5], &kv = saved[6], &mixed = saved[7],
             &log_sums = saved[8], &middle = saved[9], &norm_2 = saved[10], &mean_2 = saved[11], &inverse_2 = saved[12], &up = saved[13];
        variable_list w(saved.begin() + 14, saved.end()), d(weights);
        auto told = context->saved_data["sizes"].toIntVector();
        Sizes s{x.size(0), x.size(1), told[1], x.size(2), w[up_weight].size(0), told[0], told[2] != 0, told[3] ? Gelu::tanh : Gelu::exact};
        int64_t C = s.C, F = s.F, asked = s.asked(), all = s.all();
        for (int i = 0; i < weights; i++)
            if (w[i].defined()) d[i] = at::empty_like(w[i]);
        auto like = x.options();
        auto dy = grads[0].contiguous();

        // The MLP. du is the gradient before the GELU, and what the GELU gave is computed again on the way.
        auto du = at::empty({asked, F}, like), active = at::empty({asked, F}, like);
        product(rows_of(data(dy), C), asked, C, rows_of(data(w[down_weight]), F), F, room(du), F, {}, [&](int64_t from, int64_t to) {
            kernels().gelu_back(s.form, data(up) + from * F, data(du) + from * F, room(du) + from * F, room(active) + from * F, (to - from) * F);
        });
        product(turned(data(dy), C), C, asked, rows_of(data(active), F), F, room(d[down_weight]), F);
        product(turned(data(du), F), F, asked, rows_of(data(norm_2), C), C, room(d[up_weight]), C);
        if (d[down_bias].defined()) sum_rows(data(dy), C, asked, C, room(d[down_bias]));
        if (d[up_bias].defined()) sum_rows(data(du), F, asked, F, room(d[up_bias]));
        auto dmiddle = at::empty({asked, C}, like);
        product(rows_of(data(du), F), asked, F, rows_of(data(w[up_weight]), C), C, room(dmiddle), C);
        layer_norm_back({asked, C, data(middle), data(w[ln_2_weight]), data(mean_2), data(inverse_2), data(dmiddle), data(dy), room(dmiddle), room(d[ln_2_weight]), room(d[ln_2_bias])});

        // The attention.
        auto dmixed = at::empty({asked, C}, like), dq = at::empty({asked, C}, like), dkv = at::empty({all, 2 * C}, like);
        product(rows_of(data(dmiddle), C), asked, C, rows_of(data(w[projection_weight]), C), C, room(dmixed), C);
        product(turned(data(dmiddle), C), C, asked, rows_of(data(mixed), C), C, room(d[projection_weight]), C);
        if (d[projection_bias].defined()) sum_rows(data(dmiddle), C, asked, C, room(d[projection_bias]));
        auto forward = heads(s, q, kv, mixed, log_sums), back = heads(s, dq, dkv, dmixed, log_sums);
        attention_back(forward, back.out, back.q, back.k, back.v);
        auto* projections = data(w[attention_weight]);
        auto *dprojections = room(d[attention_weight]), *doffsets = room(d[attention_bias]);
        product(turned(data(dq), C), C, asked, rows_of(data(norm_asked), C), C, dprojections, C);
        product(turned(data(dkv), 2 * C), 2 * C, all, rows_of(data(norm_1), C), C, dprojections + C * C, C);
        if (doffsets) {
            sum_rows(data(dq), C, asked, C, doffsets);
            sum_rows(data(dkv), 2 * C, all, 2 * C, doffsets + C);
        }
        auto dx = at::empty_like(x);
        product(rows_of(data(dkv), 2 * C), all, 2 * C, rows_of(projections + C * C, C), C, room(dx), C);
        bool whole = s.Q == s.T;
        auto* sum = whole ? room(dx) : room(dmixed);
        product(rows_of(data(dq), C), asked, C, rows_of(projections, C), C, sum, C, {whole ? sum : nullptr, C, nullptr});
        if (!whole) add_to_asked(dx, dmixed, s);
        layer_norm_back({all, C, data(x), data(w[ln_1_weight]), data(mean_1), data(inverse_1), data(dx), whole ? data(dmiddle) : nullptr, room(dx), room(d[ln_1_weight]), room(d[ln_1_bias])});
        if (!whole) add_to_asked(dx, dmiddle, s);

        variable_list result = {dx};
        result.insert(result.end(), d.begin(), d.end());
        result.resize(1 + weights + 5);
        return result;
    }
};

bool fits(const at::Tensor& x, const variable_list& w, int64_t H, int64_t Q) {
    if (x.dim() != 3 || !is_float_on_cpu(x) || Q < 1 || Q > x.size(1) || x.size(2) % H != 0) return false;
    for (auto& one : w)
        if (one.defined() && (!is_float_on_cpu(one) || !one.is_contiguous())) return false;
    int64_t C = x.size(2), F = w[up_weight].size(0);
    return w[ln_1_weight].numel() == C && w[attention_weight].sizes() == at::IntArrayRef({3 * C, C}) && w[projection_weight].sizes() == at::IntArrayRef({C, C}) &&
           w[ln_2_weight].numel() == C && w[up_weight].sizes() == at::IntArrayRef({F, C}) && w[down_weight].sizes() == at::IntArrayRef({C, F});
}
} // namespace

// The block's output at the last `asked` positions of each row of x (B x T x C). `parts`: the twelve weights and biases in the
// order of GPT-2's names, null for an absent bias. Null without an error: not a case for it.
LP Handle lp_transformer_block(Handle x, const Handle* parts, int64_t heads, int64_t asked, int32_t causal, int32_t tanh, double eps, int32_t* failed) {
    *failed = 0;
    try {
        variable_list w;
        for (int i = 0; i < weights; i++) w.push_back(parts[i] == nullptr ? at::Tensor() : *parts[i]);
        if (!fits(*x, w, heads, asked)) return nullptr;
        auto bias = [&](int i) { return maybe(parts[i]); };
        return new at::Tensor(Block::apply(*x, w[0], bias(1), w[2], bias(3), w[4], bias(5), w[6], bias(7), w[8], bias(9), w[10], bias(11), heads, asked,
                                           causal != 0, tanh != 0, eps));
    } catch (...) {
        *failed = 1;
        carry_error();
        return nullptr;
    }
}
