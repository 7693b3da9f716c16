// Attention, one head at a time, a block of queries at a time: the scores of a block never leave the caches, and the way
// back computes them again (Dao et al. 2022, FlashAttention).
#pragma once

#include "elementwise.h"
#include "micro.h"

#include <initializer_list>

namespace {

constexpr int64_t Q = 4 * R; // queries of a block

// Keys that query i sees.
inline int64_t seen_by(const AttentionHead& h, int64_t i) {
    return least(h.sees + i, h.keys);
}

// scores (rows x keys) of the queries from i on, scaled
void scores_of(const AttentionHead& h, const float* keys_turned, int64_t i, int64_t rows, int64_t seen, float* scores, int64_t stride) {
    multiply({{h.q + i * h.q_stride, h.q_stride, 1}, rows, h.width, seen, keys_turned, L * h.width, scores, stride, nullptr, 0, nullptr}, nullptr);
}

int64_t attention_room(int64_t keys, int64_t width) {
    int64_t k = padded(keys), e = padded(width);
    return 2 * width * k + keys * e + 2 * Q * (e + k);
}

// One step on the way to sums over lanes: pairs of registers become one that holds, in turn, Width lanes of either,
// each the sum of two.
template <int64_t Width>
inline void fold(Register* parts) {
    Lanes front, back;
    for (int64_t l = 0; l < V; l++) {
        int64_t start = l / (2 * Width) * (2 * Width), within = l % (2 * Width);
        front[l] = start + within % Width + (within < Width ? 0 : V);
        back[l] = front[l] + Width;
    }
    for (int64_t i = 0; i < V / (2 * Width); i++)
        parts[i] = __builtin_shuffle(parts[2 * i], parts[2 * i + 1], front) + __builtin_shuffle(parts[2 * i], parts[2 * i + 1], back);
    if constexpr (2 * Width < V) fold<2 * Width>(parts);
}

// A single query that sees all keys, as decoding asks: each key and value is read once, where it lies.
void attend_one(const AttentionHead& h, float* scores) {
    int64_t wide = h.width / V * V;
    for (int64_t j = 0; j < h.keys; j += V) {
        int64_t count = least(V, h.keys - j);
        const float* k = h.k + j * h.k_stride;
        Register parts[V] = {};
        for (int64_t e = 0; e < wide; e += V) {
            Register q = load(h.q + e);
            if (count == V)
                for (int64_t r = 0; r < V; r++) parts[r] += q * load(k + r * h.k_stride + e);
            else
                for (int64_t r = 0; r < count; r++) parts[r] += q * load(k + r * h.k_stride + e);
        }
        fold<1>(parts); // lane r is now the r-th key's product
        for (int64_t r = 0; r < count; r++) scores[j + r] = parts[0][r];
        for (int64_t e = wide; e < h.width; e++)
            for (int64_t r = 0; r < count; r++) scores[j + r] += h.q[e] * k[r * h.k_stride + e];
    }
    h.log_sums[0] = softmax(scores, h.keys, h.keys, h.scale);
    for (int64_t e = 0; e < wide; e += V) {
        Register even = {}, odd = {}; // two sums, so that neither waits for the other
        int64_t j = 0;
        for (; j + 2 <= h.keys; j += 2) {
            even += scores[j] * load(h.v + j * h.v_stride + e);
            odd += scores[j + 1] * load(h.v + (j + 1) * h.v_stride + e);
        }
        if (j < h.keys) even += scores[j] * load(h.v + j * h.v_stride + e);
        store(h.out + e, even + odd);
    }
    for (int64_t e = wide; e < h.width; e++) {
        h.out[e] = 0;
        for (int64_t j = 0; j < h.keys; j++) h.out[e] += scores[j] * h.v[j * h.v_stride + e];
    }
}

void attention(const AttentionHead& h, float* scratch) {
    if (h.queries == 1 && h.sees >= h.keys) return attend_one(h, scratch);
    int64_t stride = padded(h.keys), wide = padded(h.width);
    float* keys_turned = scratch;
    float* values = keys_turned + h.width * stride;
    float* scores = values + h.keys * wide;
    pack({h.k, 1, h.k_stride}, h.width, h.keys, 0, stride / L, keys_turned, L * h.width);
    pack({h.v, h.v_stride, 1}, h.keys, h.width, 0, wide / L, values, L * h.keys);
    for (int64_t i = 0; i < h.queries; i += Q) {
        int64_t rows = least(Q, h.queries - i), seen = seen_by(h, i + rows - 1);
        scores_of(h, keys_turned, i, rows, seen, scores, stride);
        for (int64_t r = 0; r < rows; r++) h.log_sums[i + r] = softmax(scores + r * stride, seen_by(h, i + r), seen, h.scale);
        multiply({{scores, stride, 1}, rows, seen, h.width, values, L * h.keys, h.out + i * h.out_stride, h.out_stride, nullptr, 0, nullptr}, nullptr);
    }
}

// With P the weights, O the result and G its gradient: D_i = G_i . O_i, dS = P (G V^T - D), and from there
// dQ = dS K scale, dK = dS^T Q scale, dV = P^T G.
void attention_back(const AttentionHeadBack& b, float* scratch) {
    const AttentionHead& h = b.forward;
    int64_t stride = padded(h.keys), wide = padded(h.width);
    float* keys_turned = scratch;
    float* values_turned = keys_turned + h.width * stride;
    float* keys = values_turned + h.width * stride;
    float* queries = keys + h.keys * wide;
    float* grads = queries + Q * wide;
    float* weights = grads + Q * wide;
    float* ds = weights + Q * stride;
    pack({h.k, 1, h.k_stride}, h.width, h.keys, 0, stride / L, keys_turned, L * h.width);
    pack({h.v, 1, h.v_stride}, h.width, h.keys, 0, stride / L, values_turned, L * h.width);
    pack({h.k, h.k_stride, 1}, h.keys, h.width, 0, wide / L, keys, L * h.keys);
    int64_t touched = 0; // keys whose gradient has begun
    for (int64_t i = 0; i < h.queries; i += Q) {
        int64_t rows = least(Q, h.queries - i), seen = seen_by(h, i + rows - 1);
        const float* grad = b.grad + i * b.grad_stride;
        scores_of(h, keys_turned, i, rows, seen, weights, stride);
        multiply({{grad, b.grad_stride, 1}, rows, h.width, seen, values_turned, L * h.width, ds, stride, nullptr, 0, nullptr}, nullptr);
        for (int64_t r = 0; r < rows; r++) {
            float d = dot(grad + r * b.grad_stride, h.out + (i + r) * h.out_stride, h.width);
            softmax_back(weights + r * stride, ds + r * stride, seen_by(h, i + r), seen, h.scale, h.log_sums[i + r], d);
        }
        multiply({{ds, stride, 1}, rows, seen, h.width, keys, L * h.keys, b.dq + i * b.dq_stride, b.dq_stride, nullptr, 0, nullptr}, nullptr);
        pack({h.q + i * h.q_stride, h.q_stride, 1}, rows, h.width, 0, wide / L, queries, L * rows);
        pack({grad, b.grad_stride, 1}, rows, h.width, 0, wide / L, grads, L * rows);
        // What is there already is added to; keys seen for the first time begin.
        for (bool add : {true, false}) {
            int64_t from = add ? 0 : touched, to = add ? touched : seen;
            if (from == to) continue;
            float *dk = b.dk + from * b.dk_stride, *dv = b.dv + from * b.dv_stride;
            multiply({{ds + from, 1, stride}, to - from, rows, h.width, queries, L * rows, dk, b.dk_stride, add ? dk : nullptr, b.dk_stride, nullptr}, nullptr);
            multiply({{weights + from, 1, stride}, to - from, rows, h.width, grads, L * rows, dv, b.dv_stride, add ? dv : nullptr, b.dv_stride, nullptr}, nullptr);
        }
        touched = seen;
    }
    for (int64_t j = touched; j < h.keys; j++)
        for (int64_t e = 0; e < h.width; e++) b.dk[j * b.dk_stride + e] = b.dv[j * b.dv_stride + e] = 0;
}

} // namespace
