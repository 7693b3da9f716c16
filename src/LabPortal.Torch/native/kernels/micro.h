// Products of blocks of matrices that stay in registers and in the first caches.
#pragma once

#include "kernels.h"

namespace {

#if defined(__AVX512F__)
constexpr int64_t V = 16, R = 12; // floats in a register; rows of a tile: R x P sums and what feeds them fill the registers
#elif defined(__AVX2__)
constexpr int64_t V = 8, R = 6;
#else
constexpr int64_t V = 4, R = 6;
#endif
constexpr int P = 2;          // registers side by side
constexpr int64_t L = V * P;  // columns of a panel
constexpr int64_t KC = 256;   // depth at a time: a panel of b this deep fits the first cache
constexpr int64_t MC = 96;    // rows at a time: a block of a this deep fits the second

using Register = float __attribute__((vector_size(V * 4), aligned(4))); // at any float's address
using Lanes = int32_t __attribute__((vector_size(V * 4)));

inline Register load(const float* from) { return *reinterpret_cast<const Register*>(from); }
inline void store(float* to, Register value) { *reinterpret_cast<Register*>(to) = value; }
inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
inline int64_t padded(int64_t n) { return (n + L - 1) / L * L; }

// c (Rows x Wide * V) = a b + base + bias; b one panel.
template <int Rows, int Wide>
inline __attribute__((always_inline)) void tile_of(int64_t depth, const float* a, int64_t a_row, int64_t a_column, const float* b, float* c,
                                                   int64_t c_stride, const float* base, int64_t base_stride, const float* bias) {
    Register sum[Rows][Wide] = {};
    for (int64_t d = 0; d < depth; d++) {
        Register right[Wide];
        for (int p = 0; p < Wide; p++) right[p] = load(b + d * L + p * V);
        for (int r = 0; r < Rows; r++) {
            float left = a[d * a_column + r * a_row];
            for (int p = 0; p < Wide; p++) sum[r][p] += left * right[p];
        }
    }
    for (int r = 0; r < Rows; r++)
        for (int p = 0; p < Wide; p++) {
            Register value = sum[r][p];
            if (base) value += load(base + r * base_stride + p * V);
            if (bias) value += load(bias + p * V);
            store(c + r * c_stride + p * V, value);
        }
}

template <int Rows>
__attribute__((noinline)) void tile_wide(int64_t depth, const float* a, int64_t a_row, int64_t a_column, const float* b, float* c,
                                         int64_t c_stride, const float* base, int64_t base_stride, const float* bias) {
    tile_of<Rows, P>(depth, a, a_row, a_column, b, c, c_stride, base, base_stride, bias);
}

template <int Rows>
__attribute__((noinline)) void tile_narrow(int64_t depth, const float* a, int64_t a_row, int64_t a_column, const float* b, float* c, int64_t c_stride) {
    tile_of<Rows, 1>(depth, a, a_row, a_column, b, c, c_stride, nullptr, 0, nullptr);
}

using Wide = void (*)(int64_t, const float*, int64_t, int64_t, const float*, float*, int64_t, const float*, int64_t, const float*);
using Narrow = void (*)(int64_t, const float*, int64_t, int64_t, const float*, float*, int64_t);

// By the number of rows, from 1.
constexpr Wide wide_tiles[] = {tile_wide<1>, tile_wide<2>, tile_wide<3>, tile_wide<4>, tile_wide<5>, tile_wide<6>,
#if defined(__AVX512F__)
                               tile_wide<7>, tile_wide<8>, tile_wide<9>, tile_wide<10>, tile_wide<11>, tile_wide<12>
#endif
};
constexpr Narrow narrow_tiles[] = {tile_narrow<1>, tile_narrow<2>, tile_narrow<3>, tile_narrow<4>, tile_narrow<5>, tile_narrow<6>,
#if defined(__AVX512F__)
                                   tile_narrow<7>, tile_narrow<8>, tile_narrow<9>, tile_narrow<10>, tile_narrow<11>, tile_narrow<12>
#endif
};

// The last panel's columns, fewer than L.
void edge_tile(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t a_row, int64_t a_column, const float* b, float* c,
               int64_t c_stride, const float* base, int64_t base_stride, const float* bias) {
    float edge[R * L];
    if (columns <= V) narrow_tiles[rows - 1](depth, a, a_row, a_column, b, edge, L);
    else wide_tiles[rows - 1](depth, a, a_row, a_column, b, edge, L, nullptr, 0, nullptr);
    for (int64_t r = 0; r < rows; r++)
        for (int64_t j = 0; j < columns; j++)
            c[r * c_stride + j] = edge[r * L + j] + (base ? base[r * base_stride + j] : 0) + (bias ? bias[j] : 0);
}

// Tiles of R rows, their elements of one depth side by side.
void pack_left(const float* a, int64_t a_row, int64_t a_column, int64_t rows, int64_t depth, float* to) {
    for (int64_t i = 0; i < rows; i += R, to += R * depth) {
        int64_t high = least(R, rows - i);
        const float* from = a + i * a_row;
        if (high == R && a_row == 1)
            for (int64_t d = 0; d < depth; d++)
                for (int64_t r = 0; r < R; r++) to[d * R + r] = from[d * a_column + r];
        else
            for (int64_t d = 0; d < depth; d++)
                for (int64_t r = 0; r < high; r++) to[d * R + r] = from[d * a_column + r * a_row];
    }
}

// Without scratch memory, a is read where it lies.
void multiply(const Product& x, float* scratch) {
    bool repack = scratch != nullptr && x.a.column != 1;
    for (int64_t i0 = 0; i0 < x.rows; i0 += MC) {
        int64_t high = least(MC, x.rows - i0);
        for (int64_t d0 = 0; d0 < x.depth; d0 += KC) {
            int64_t deep = least(KC, x.depth - d0);
            const float* a = x.a.data + i0 * x.a.row + d0 * x.a.column;
            if (repack) pack_left(a, x.a.row, x.a.column, high, deep, scratch);
            const float* base = d0 > 0 ? x.c : x.base;
            int64_t base_stride = d0 > 0 ? x.c_stride : x.base_stride;
            const float* bias = d0 > 0 ? nullptr : x.bias;
            for (int64_t j = 0; j < x.columns; j += L) {
                const float* panel = x.b + j / L * x.b_panel + d0 * L;
                int64_t wide = least(L, x.columns - j);
                for (int64_t i = 0; i < high; i += R) {
                    int64_t rows = least(R, high - i);
                    const float* left = repack ? scratch + i * deep : a + i * x.a.row;
                    int64_t left_row = repack ? 1 : x.a.row, left_column = repack ? R : x.a.column;
                    float* c = x.c + (i0 + i) * x.c_stride + j;
                    const float* under = base ? base + (i0 + i) * base_stride + j : nullptr;
                    const float* beside = bias ? bias + j : nullptr;
                    if (wide == L) wide_tiles[rows - 1](deep, left, left_row, left_column, panel, c, x.c_stride, under, base_stride, beside);
                    else edge_tile(rows, wide, deep, left, left_row, left_column, panel, c, x.c_stride, under, base_stride, beside);
                }
            }
        }
    }
}

template <int Step>
inline void exchange(Register* rows) {
    Lanes low, high;
    for (int l = 0; l < V; l++) {
        low[l] = l & Step ? V + l - Step : l;
        high[l] = l & Step ? V + l : l + Step;
    }
    for (int i = 0; i < V; i++)
        if (!(i & Step)) {
            Register a = rows[i], b = rows[i + Step];
            rows[i] = __builtin_shuffle(a, b, low);
            rows[i + Step] = __builtin_shuffle(a, b, high);
        }
    if constexpr (Step * 2 < V) exchange<Step * 2>(rows);
}

// to (V x V, rows L apart) = the transpose of from
inline void transpose_square(const float* from, int64_t stride, float* to) {
    Register rows[V];
    for (int i = 0; i < V; i++) rows[i] = load(from + i * stride);
    exchange<1>(rows);
    for (int i = 0; i < V; i++) store(to + i * L, rows[i]);
}

// One panel whose columns lie along memory: squares are turned in registers.
void pack_turned(const float* from, int64_t column, int64_t depth, float* to) {
    int64_t d = 0;
    for (; d + V <= depth; d += V)
        for (int p = 0; p < P; p++) transpose_square(from + p * V * column + d, column, to + d * L + p * V);
    for (; d < depth; d++)
        for (int64_t c = 0; c < L; c++) to[d * L + c] = from[c * column + d];
}

void pack(const Matrix& b, int64_t depth, int64_t columns, int64_t from_panel, int64_t to_panel, float* to, int64_t to_stride) {
    for (int64_t p = from_panel; p < to_panel; p++) {
        const float* from = b.data + p * L * b.column;
        float* out = to + p * to_stride;
        int64_t wide = least(L, columns - p * L);
        if (wide == L && b.column == 1) {
            for (int64_t d = 0; d < depth; d++)
                for (int v = 0; v < P; v++) store(out + d * L + v * V, load(from + d * b.row + v * V));
        } else if (wide == L && b.row == 1) {
            pack_turned(from, b.column, depth, out);
        } else {
            for (int64_t d = 0; d < depth; d++) {
                for (int64_t c = 0; c < wide; c++) out[d * L + c] = from[d * b.row + c * b.column];
                for (int64_t c = wide; c < L; c++) out[d * L + c] = 0;
            }
        }
    }
}

} // namespace
