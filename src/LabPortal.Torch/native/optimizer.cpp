// Gradient clipping and AdamW over all parameters at once: own kernels where they lie on the CPU in float32, otherwise
// libtorch's operations on lists of tensors, which are a launch or two each on a GPU and never wait for it.
#include "layers.h"
#include "shim.h"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <vector>

namespace {
constexpr int64_t grain = 16384; // elements a task works on; fixed, so that sums do not depend on the thread count

using Tensors = std::vector<at::Tensor>;

struct Piece {
    int64_t tensor, start, length;
};

std::vector<Piece> pieces_of(const Tensors& tensors) {
    std::vector<Piece> result;
    for (size_t i = 0; i < tensors.size(); i++)
        for (int64_t start = 0, n = tensors[i].numel(); start < n; start += grain)
            result.push_back({static_cast<int64_t>(i), start, std::min(grain, n - start)});
    return result;
}

bool is_plain(const at::Tensor& t) {
    return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided && t.is_contiguous();
}

Tensors gradients_of(const Handle* parameters, int64_t count) {
    Tensors result;
    for (int64_t i = 0; i < count; i++)
        if (parameters[i]->grad().defined()) result.push_back(parameters[i]->grad());
    return result;
}

double plain_norm(const Tensors& grads) {
    auto pieces = pieces_of(grads);
    std::vector<const float*> data;
    for (auto& g : grads) data.push_back(g.data_ptr<float>());
    std::vector<double> sums(pieces.size());
    in_pieces(pieces.size(), 1, [&](int64_t i, int64_t) { sums[i] = kernels().sum_of_squares(data[pieces[i].tensor] + pieces[i].start, pieces[i].length); });
    double squares = 0;
    for (double s : sums) squares += s;
    return std::sqrt(squares);
}

at::Tensor clip(const Tensors& grads, double max_norm, double p) {
    c10::NoGradGuard no_grad;
    if (grads.empty()) return at::zeros({}, at::kDouble);
    bool plain = p == 2.0;
    for (auto& g : grads) plain = plain && is_plain(g);
    if (plain) {
        double total = plain_norm(grads), coefficient = max_norm / (total + 1e-6);
        if (coefficient < 1.0)
            for (auto& g : grads) g.mul_(coefficient);
        return at::scalar_tensor(total, at::kDouble);
    }
    at::Tensor total;
    if (std::isinf(p)) {
        Tensors norms;
        for (auto& g : grads) norms.push_back(g.abs().max());
        total = at::stack(norms).max();
    } else {
        total = at::stack(at::_foreach_norm(grads, p)).norm(p);
    }
    at::_foreach_mul_(grads, Tensors(grads.size(), (max_norm / (total + 1e-6)).clamp_max(1.0)));
    return total;
}
} // namespace

// Clips the gradients in place; a scalar on their device: their norm before.
LP Handle lp_clip_grad_norm_(const Handle* parameters, int64_t count, double max_norm, double p) {
    return tensor_of([&] { return clip(gradients_of(parameters, count), max_norm, p); });
}

LP int32_t lp_clip_grad_value_(const Handle* parameters, int64_t count, double value) {
    return done([&] {
        c10::NoGradGuard no_grad;
        for (auto& g : gradients_of(parameters, count)) g.clamp_(-value, value);
    });
}

namespace {
// Parameters with their gradients and moments, of one kind.
struct Lists {
    Tensors p, g, m, v, tops;
};

struct AdamW {
    double lr, beta1, beta2, eps, decay;

    double step_size(int64_t step) const { return lr / (1 - std::pow(beta1, static_cast<double>(step))); }
    double root_correction(int64_t step) const { return std::sqrt(1 - std::pow(beta2, static_cast<double>(step))); }

    void plain(Lists& x, const std::vector<int64_t>& steps) const {
        auto pieces = pieces_of(x.p);
        float shrink = static_cast<float>(1 - lr * decay);
        in_pieces(pieces.size(), 1, [&](int64_t i, int64_t) {
            auto [t, start, length] = pieces[i];
            auto at = [&](const at::Tensor& tensor) { return tensor.data_ptr<float>() + start; };
            kernels().adam(at(x.p[t]), at(x.g[t]), at(x.m[t]), at(x.v[t]), length, shrink, static_cast<float>(beta1), static_cast<float>(beta2),
                           static_cast<float>(1 / root_correction(steps[t])), static_cast<float>(eps), static_cast<float>(step_size(steps[t])));
        });
        // The pointers went around autograd: tell it that the parameters changed.
        for (auto& p : x.p) p.unsafeGetTensorImpl()->bump_version();
    }

    void lists(Lists& x, int64_t step) const {
        if (decay != 0) at::_foreach_mul_(x.p, 1 - lr * decay);
        at::_foreach_mul_(x.m, beta1);
        at::_foreach_add_(x.m, x.g, 1 - beta1);
        at::_foreach_mul_(x.v, beta2);
        at::_foreach_addcmul_(x.v, x.g, x.g, 1 - beta2);
        for (size_t i = 0; i < x.tops.size(); i++) at::maximum_out(x.tops[i], x.tops[i], x.v[i]);
        auto roots = at::_foreach_sqrt(x.tops.empty() ? x.v : x.tops);
        at::_foreach_div_(roots, root_correction(step));
        at::_foreach_add_(roots, eps);
        at::_foreach_addcdiv_(x.p, x.m, roots, -step_size(step));
    }
};
} // namespace

// One step of AdamW over all parameters of a group that have a gradient. steps[i] counts parameter i's steps and is advanced
// here; max_squares is null without amsgrad.
LP int32_t lp_adamw_step(const Handle* parameters, const Handle* means, const Handle* squares, const Handle* max_squares,
                         int64_t* steps, int64_t count, double lr, double beta1, double beta2, double eps, double weight_decay, int32_t maximize) {
    return done([&] {
        c10::NoGradGuard no_grad;
        AdamW rule{lr, beta1, beta2, eps, weight_decay};
        Lists plain;
        std::vector<int64_t> plain_steps;
        std::vector<std::pair<int64_t, Lists>> others; // by their step
        for (int64_t i = 0; i < count; i++) {
            auto& p = *parameters[i];
            auto g = p.grad();
            if (!g.defined()) continue;
            if (maximize) g = -g;
            steps[i]++;
            auto &m = *means[i], &v = *squares[i];
            bool fast = max_squares == nullptr && is_plain(p) && is_plain(g) && is_plain(m) && is_plain(v);
            if (!fast && (others.empty() || others.back().first != steps[i])) others.push_back({steps[i], {}});
            auto& list = fast ? plain : others.back().second;
            list.p.push_back(p);
            list.g.push_back(g);
            list.m.push_back(m);
            list.v.push_back(v);
            if (fast) plain_steps.push_back(steps[i]);
            else if (max_squares != nullptr) list.tops.push_back(*max_squares[i]);
        }
        if (!plain.p.empty()) rule.plain(plain, plain_steps);
        for (auto& [step, list] : others) rule.lists(list, step);
    });
}
