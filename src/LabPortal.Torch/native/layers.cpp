#include "layers.h"

#include <ATen/ATen.h>

#include <cmath>

namespace {
constexpr int64_t some_rows = 64; // of a piece; fixed, so that sums do not depend on the thread count

AttentionHead head(const AttentionHeads& x, int64_t b, int64_t h) {
    return {x.q.at(b, h), x.k.at(b, h), x.v.at(b, h), x.q.token, x.k.token, x.v.token, x.log_sums + (b * x.heads + h) * x.queries, x.out.at(b, h),
            x.out.token, x.queries, x.keys, x.width, static_cast<float>(1 / std::sqrt(static_cast<double>(x.width))), x.sees};
}
} // namespace

void layer_norm(const LayerNorm& all) {
    in_pieces(all.rows, some_rows, [&](int64_t from, int64_t to) {
        auto piece = all;
        piece.rows = to - from;
        piece.x += from * all.width;
        piece.y += from * all.width;
        piece.mean += from;
        piece.inverse += from;
        kernels().layer_norm(piece);
    });
}

void layer_norm_back(const LayerNormBack& all) {
    int64_t pieces = (all.rows + some_rows - 1) / some_rows, both = 2 * all.width;
    auto sums = at::zeros({pieces, both}, at::kFloat);
    float* partial = sums.data_ptr<float>();
    in_pieces(all.rows, some_rows, [&](int64_t from, int64_t to) {
        auto piece = all;
        piece.rows = to - from;
        piece.x += from * all.width;
        piece.dy += from * all.width;
        piece.dx += from * all.width;
        if (piece.base) piece.base += from * all.width;
        piece.mean += from;
        piece.inverse += from;
        piece.dweight = partial + from / some_rows * both;
        piece.dbias = all.dbias ? piece.dweight + all.width : nullptr;
        kernels().layer_norm_back(piece);
    });
    sum_rows(partial, both, pieces, all.width, all.dweight);
    if (all.dbias) sum_rows(partial + all.width, both, pieces, all.width, all.dbias);
}

void gelu(Gelu form, const float* x, float* y, int64_t n) {
    in_pieces(n, 8192, [&](int64_t from, int64_t to) { kernels().gelu(form, x + from, y + from, to - from); });
}

void attention(const AttentionHeads& all) {
    // Heads of few queries go several at a time: another thread wakes more slowly than one of them is done.
    constexpr int64_t piece = 100'000;
    auto grain = std::max<int64_t>(1, piece / (4 * all.queries * all.keys * all.width));
    in_pieces(all.rows * all.heads, grain, [&](int64_t from, int64_t to) {
        for (int64_t i = from; i < to; i++)
            kernels().attention(head(all, i / all.heads, i % all.heads), scratch(kernels().attention_room(all.keys, all.width)));
    });
}

void attention_back(const AttentionHeads& all, const Heads& grad, const Heads& dq, const Heads& dk, const Heads& dv) {
    in_pieces(all.rows * all.heads, 1, [&](int64_t i, int64_t) {
        int64_t b = i / all.heads, h = i % all.heads;
        kernels().attention_back({head(all, b, h), grad.at(b, h), grad.token, dq.at(b, h), dk.at(b, h), dv.at(b, h), dq.token, dk.token, dv.token},
                                 scratch(kernels().attention_room(all.keys, all.width)));
    });
}
