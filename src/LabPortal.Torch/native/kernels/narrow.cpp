// Products whose factors are rounded to bfloat16 on their way into the panels: two depths share a word, and one
// instruction multiplies and adds both (AVX-512 BF16). Sums are float32.
#include "micro.h"

#include <immintrin.h>

namespace {

using Word = __m512i; // 16 pairs

inline int64_t pairs_of(int64_t depth) { return (depth + 1) / 2; }

inline uint32_t rounded(float x) {
    uint32_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return (bits + 0x7FFF + (bits >> 16 & 1)) >> 16;
}

inline uint32_t pair(float first, float second) { return rounded(first) | rounded(second) << 16; }

// Pairs of what stands at the same place in both.
inline Word paired(__m512 first, __m512 second) {
    Word low = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(first));
    Word high = _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(second));
    return _mm512_or_si512(low, _mm512_slli_epi32(high, 16));
}

// Pairs of neighbours in memory: 32 floats.
inline Register neighbours(const float* from) {
    return (Register)_mm512_cvtne2ps_pbh(_mm512_loadu_ps(from + 16), _mm512_loadu_ps(from));
}

void pack_narrow(const Matrix& b, int64_t depth, int64_t columns, int64_t from_panel, int64_t to_panel, float* to, int64_t to_stride) {
    for (int64_t p = from_panel; p < to_panel; p++) {
        const float* from = b.data + p * L * b.column;
        auto* out = reinterpret_cast<uint32_t*>(to + p * to_stride);
        int64_t wide = least(L, columns - p * L), d = 0;
        if (wide == L && b.column == 1) {
            for (; d + 2 <= depth; d += 2)
                for (int64_t c = 0; c < L; c += V)
                    _mm512_storeu_si512(out + d / 2 * L + c, paired(_mm512_loadu_ps(from + d * b.row + c), _mm512_loadu_ps(from + (d + 1) * b.row + c)));
        } else if (wide == L && b.row == 1) {
            for (; d + 2 * V <= depth; d += 2 * V)
                for (int64_t c = 0; c < L; c += V) {
                    Register words[V];
                    for (int64_t i = 0; i < V; i++) words[i] = neighbours(from + (c + i) * b.column + d);
                    exchange<1>(words);
                    for (int64_t i = 0; i < V; i++) store(reinterpret_cast<float*>(out) + (d / 2 + i) * L + c, words[i]);
                }
        }
        for (; d < depth; d += 2)
            for (int64_t c = 0; c < L; c++) {
                const float* at = from + d * b.row + c * b.column;
                out[d / 2 * L + c] = c >= wide ? 0 : pair(*at, d + 1 < depth ? at[b.row] : 0);
            }
    }
}

// Tiles of R rows, their words of one pair of depths side by side.
void pack_narrow_left(const float* a, int64_t a_row, int64_t a_column, int64_t rows, int64_t depth, uint32_t* to) {
    constexpr __mmask16 tile = (1 << R) - 1;
    for (int64_t i = 0; i < rows; i += R, to += R * pairs_of(depth)) {
        int64_t high = least(R, rows - i), d = 0;
        const float* from = a + i * a_row;
        if (high == R && a_row == 1) {
            for (; d + 2 <= depth; d += 2)
                _mm512_mask_storeu_epi32(to + d / 2 * R, tile,
                                         paired(_mm512_maskz_loadu_ps(tile, from + d * a_column), _mm512_maskz_loadu_ps(tile, from + (d + 1) * a_column)));
        } else if (high == R && a_column == 1) {
            for (; d + 2 * V <= depth; d += 2 * V) {
                Register words[V] = {};
                for (int64_t r = 0; r < R; r++) words[r] = neighbours(from + r * a_row + d);
                exchange<1>(words);
                for (int64_t w = 0; w < V; w++) _mm512_mask_storeu_ps(reinterpret_cast<float*>(to) + (d / 2 + w) * R, tile, (__m512)words[w]);
            }
        }
        for (; d < depth; d += 2)
            for (int64_t r = 0; r < R; r++) {
                const float* at = from + r * a_row + d * a_column;
                to[d / 2 * R + r] = r >= high ? 0 : pair(*at, d + 1 < depth ? at[a_column] : 0);
            }
    }
}

// All R rows of the tile: those beyond the matrix are zero.
__attribute__((noinline)) void narrow_tile(int64_t pairs, const uint32_t* a, const float* b, __m512 sum[R][P]) {
    __m512 sums[R][P];
    for (int r = 0; r < R; r++)
        for (int p = 0; p < P; p++) sums[r][p] = _mm512_setzero_ps();
    for (int64_t d = 0; d < pairs; d++) {
        __m512bh right[P];
        for (int p = 0; p < P; p++) right[p] = (__m512bh)_mm512_loadu_si512(b + d * L + p * V);
        for (int r = 0; r < R; r++) {
            auto left = (__m512bh)_mm512_set1_epi32(a[d * R + r]);
            for (int p = 0; p < P; p++) sums[r][p] = _mm512_dpbf16_ps(sums[r][p], left, right[p]);
        }
    }
    for (int r = 0; r < R; r++)
        for (int p = 0; p < P; p++) sum[r][p] = sums[r][p];
}

void multiply_narrow(const Product& x, float* scratch) {
    auto* left = reinterpret_cast<uint32_t*>(scratch);
    for (int64_t i0 = 0; i0 < x.rows; i0 += MC) {
        int64_t high = least(MC, x.rows - i0);
        for (int64_t d0 = 0; d0 < x.depth; d0 += 2 * KC) {
            int64_t deep = least(2 * KC, x.depth - d0), pairs = pairs_of(deep);
            pack_narrow_left(x.a.data + i0 * x.a.row + d0 * x.a.column, x.a.row, x.a.column, high, deep, left);
            const float* base = d0 > 0 ? x.c : x.base;
            int64_t base_stride = d0 > 0 ? x.c_stride : x.base_stride;
            const float* bias = d0 > 0 ? nullptr : x.bias;
            for (int64_t j = 0; j < x.columns; j += L)
                for (int64_t i = 0; i < high; i += R) {
                    __m512 sum[R][P];
                    narrow_tile(pairs, left + i * pairs, x.b + j / L * x.b_panel + d0 / 2 * L, sum);
                    int64_t rows = least(R, high - i);
                    for (int p = 0; p < P; p++) {
                        int64_t c = j + p * V, wide = x.columns - c;
                        if (wide <= 0) break;
                        __mmask16 there = wide >= V ? 0xFFFF : (1 << wide) - 1;
                        for (int64_t r = 0; r < rows; r++) {
                            __m512 value = sum[r][p];
                            if (base) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(there, base + (i0 + i + r) * base_stride + c));
                            if (bias) value = _mm512_add_ps(value, _mm512_maskz_loadu_ps(there, bias + c));
                            _mm512_mask_storeu_ps(x.c + (i0 + i + r) * x.c_stride + c, there, value);
                        }
                    }
                }
        }
    }
}

} // namespace

extern const Products narrow_products = {L, MC, R, MC * KC, pack_narrow, multiply_narrow};
