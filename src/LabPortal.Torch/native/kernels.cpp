// Compiled three times, with -DVARIANT=kernels_v2 (SSE), _v3 (AVX2, FMA) and _v4 (AVX-512): see build and kernels.h.
// Nothing of the standard library and nothing of ATen here, so that no function compiled for a newer processor is
// shared with the rest of the program.
#include "kernels.h"

namespace {

#if defined(__AVX512F__)
constexpr int64_t V = 16, P = 1; // floats in a register; registers side by side, as many as R rows leave room for
#elif defined(__AVX2__)
constexpr int64_t V = 8, P = 2;
#else
constexpr int64_t V = 4, P = 2;
#endif
constexpr int64_t L = V * P; // columns worked on together
constexpr int64_t R = 6;     // rows worked on together

using Register = float __attribute__((vector_size(V * 4), aligned(4))); // at any float's address

inline int64_t padded(int64_t n) { return (n + L - 1) / L * L; }

// exp to 2 ulp (Cephes' polynomial); below -87 it gives 0.
inline float fast_exp(float x) {
    float clipped = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    float shifted = clipped * 1.44269504088896341f + 12582912.0f; // rounds to an integer in the low bits
    int32_t bits;
    __builtin_memcpy(&bits, &shifted, sizeof bits);
    float n = shifted - 12582912.0f;
    float r = clipped - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    int32_t exponent = (bits - 0x4B400000 + 127) << 23;
    float power;
    __builtin_memcpy(&power, &exponent, sizeof power);
    return x < -87.0f ? 0.0f : p * power;
}

void adam(float* __restrict p, const float* __restrict g, float* __restrict m, float* __restrict v, int64_t n,
          float shrink, float decay, float beta1, float beta2, float over_root, float eps, float step_size) {
    float rest1 = 1 - beta1, rest2 = 1 - beta2;
    for (int64_t i = 0; i < n; i++) {
        float gradient = g[i] + decay * p[i];
        float mean = m[i] * beta1 + gradient * rest1;
        float square = v[i] * beta2 + gradient * gradient * rest2;
        m[i] = mean;
        v[i] = square;
        p[i] = p[i] * shrink - step_size * mean / (__builtin_sqrtf(square) * over_root + eps);
    }
}

double sum_of_squares(const float* x, int64_t n) {
    double lanes[L] = {};
    int64_t i = 0;
    for (; i + L <= n; i += L)
        for (int64_t l = 0; l < L; l++) lanes[l] += static_cast<double>(x[i + l]) * x[i + l];
    for (; i < n; i++) lanes[0] += static_cast<double>(x[i]) * x[i];
    double sum = 0;
    for (double lane : lanes) sum += lane;
    return sum;
}

constexpr float root_2_over_pi = 0.7978845608028654f, cubic = 0.044715f;

inline float tanh_of(float u) {
    float e = fast_exp(-2 * __builtin_fabsf(u)); // never overflows
    return __builtin_copysignf((1 - e) / (1 + e), u);
}

void gelu_tanh(const float* __restrict x, float* __restrict y, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        float t = tanh_of(root_2_over_pi * (x[i] + cubic * x[i] * x[i] * x[i]));
        y[i] = 0.5f * x[i] * (1 + t);
    }
}

void gelu_tanh_back(const float* __restrict x, const float* __restrict dy, float* __restrict dx, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        float square = x[i] * x[i];
        float t = tanh_of(root_2_over_pi * (x[i] + cubic * square * x[i]));
        float slope = root_2_over_pi * (1 + 3 * cubic * square);
        dx[i] = dy[i] * (0.5f * (1 + t) + 0.5f * x[i] * (1 - t * t) * slope);
    }
}

// c (rows x n) = a (rows x depth) b (depth x n), n a multiple of L; rows is a constant so that sums stay in registers.
template <int Rows>
inline void rows_times(const float* a, int64_t a_stride, const float* b, int64_t b_stride, float* c, int64_t c_stride,
                       int64_t depth, int64_t n) {
    for (int64_t j = 0; j < n; j += L) {
        Register sum[Rows][P] = {};
        for (int64_t d = 0; d < depth; d++)
            for (int p = 0; p < P; p++) {
                Register right = *reinterpret_cast<const Register*>(b + d * b_stride + j + p * V);
                for (int r = 0; r < Rows; r++) sum[r][p] += a[r * a_stride + d] * right;
            }
        for (int r = 0; r < Rows; r++)
            for (int p = 0; p < P; p++) *reinterpret_cast<Register*>(c + r * c_stride + j + p * V) = sum[r][p];
    }
}

void times(int64_t rows, const float* a, int64_t a_stride, const float* b, int64_t b_stride, float* c, int64_t c_stride,
           int64_t depth, int64_t n) {
    switch (rows) {
    case 6: return rows_times<6>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 5: return rows_times<5>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 4: return rows_times<4>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 3: return rows_times<3>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 2: return rows_times<2>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    default: return rows_times<1>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    }
}

// c (columns x n) = the transpose of a's first columns (depth x columns), times b (depth x n).
template <int Columns>
inline void columns_times(const float* a, int64_t a_stride, const float* b, int64_t b_stride, float* c, int64_t c_stride,
                          int64_t depth, int64_t n) {
    for (int64_t j = 0; j < n; j += L) {
        Register sum[Columns][P] = {};
        for (int64_t d = 0; d < depth; d++)
            for (int p = 0; p < P; p++) {
                Register right = *reinterpret_cast<const Register*>(b + d * b_stride + j + p * V);
                for (int r = 0; r < Columns; r++) sum[r][p] += a[d * a_stride + r] * right;
            }
        for (int r = 0; r < Columns; r++)
            for (int p = 0; p < P; p++) *reinterpret_cast<Register*>(c + r * c_stride + j + p * V) = sum[r][p];
    }
}

void transposed_times(int64_t columns, const float* a, int64_t a_stride, const float* b, int64_t b_stride, float* c,
                      int64_t c_stride, int64_t depth, int64_t n) {
    switch (columns) {
    case 6: return columns_times<6>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 5: return columns_times<5>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 4: return columns_times<4>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 3: return columns_times<3>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    case 2: return columns_times<2>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    default: return columns_times<1>(a, a_stride, b, b_stride, c, c_stride, depth, n);
    }
}

// to (rows x padded width) = from times factor, zeros in the padding
void copy_padded(const float* from, int64_t from_stride, int64_t rows, int64_t width, float* to) {
    int64_t wide = padded(width);
    for (int64_t r = 0; r < rows; r++) {
        for (int64_t e = 0; e < width; e++) to[r * wide + e] = from[r * from_stride + e];
        for (int64_t e = width; e < wide; e++) to[r * wide + e] = 0;
    }
}

// to (width x padded rows) = the transpose of from times factor, zeros in the padding
void copy_transposed(const float* from, int64_t from_stride, int64_t rows, int64_t width, float factor, float* to) {
    int64_t wide = padded(rows);
    for (int64_t e = 0; e < width; e++) {
        for (int64_t r = 0; r < rows; r++) to[e * wide + r] = from[r * from_stride + e] * factor;
        for (int64_t r = rows; r < wide; r++) to[e * wide + r] = 0;
    }
}

void copy_rows(const float* from, int64_t from_stride, int64_t rows, int64_t width, float* to, int64_t to_stride) {
    for (int64_t r = 0; r < rows; r++)
        for (int64_t e = 0; e < width; e++) to[r * to_stride + e] = from[r * from_stride + e];
}

inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

// Softmax of the first `seen` scores in place; zeros up to `room`.
void softmax(float* scores, int64_t seen, int64_t room) {
    float top = scores[0];
    for (int64_t j = 1; j < seen; j++) top = scores[j] > top ? scores[j] : top;
    for (int64_t j = 0; j < seen; j++) scores[j] = fast_exp(scores[j] - top);
    float lanes[L] = {};
    int64_t j = 0;
    for (; j + L <= seen; j += L)
        for (int64_t l = 0; l < L; l++) lanes[l] += scores[j + l];
    float sum = 0;
    for (; j < seen; j++) sum += scores[j];
    for (float lane : lanes) sum += lane;
    float over = 1 / sum;
    for (j = 0; j < seen; j++) scores[j] *= over;
    for (j = seen; j < room; j++) scores[j] = 0;
}

int64_t attention_room(int64_t queries, int64_t keys, int64_t width) {
    int64_t k = padded(keys), e = padded(width);
    return 2 * width * k + (keys + queries) * e * 2 + R * (k + e) + queries * k;
}

// One step on the way to sums over lanes: pairs of registers become one that holds, in turn, Width lanes of either,
// each the sum of two.
template <int64_t Width>
inline void fold(Register* parts) {
    using Lanes = int32_t __attribute__((vector_size(V * 4)));
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

// A single query, as decoding asks: each key and value is read once, where it lies.
void attend_one(const AttentionHead& h, float* scores) {
    int64_t wide = h.width / V * V;
    for (int64_t j = 0; j < h.keys; j += V) {
        int64_t count = least(V, h.keys - j);
        const float* k = h.k + j * h.k_stride;
        Register parts[V] = {};
        for (int64_t e = 0; e < wide; e += V) {
            Register q = *reinterpret_cast<const Register*>(h.q + e);
            if (count == V)
                for (int64_t r = 0; r < V; r++) parts[r] += q * *reinterpret_cast<const Register*>(k + r * h.k_stride + e);
            else
                for (int64_t r = 0; r < count; r++) parts[r] += q * *reinterpret_cast<const Register*>(k + r * h.k_stride + e);
        }
        fold<1>(parts); // lane r is now the r-th key's product
        for (int64_t r = 0; r < count; r++) scores[j + r] = parts[0][r];
        for (int64_t e = wide; e < h.width; e++)
            for (int64_t r = 0; r < count; r++) scores[j + r] += h.q[e] * k[r * h.k_stride + e];
    }
    for (int64_t j = 0; j < h.keys; j++) scores[j] *= h.scale;
    softmax(scores, h.keys, h.keys);
    copy_rows(scores, 0, 1, h.keys, h.weights, 0);
    for (int64_t e = 0; e < wide; e += V) {
        Register even = {}, odd = {}; // two sums, so that neither waits for the other
        int64_t j = 0;
        for (; j + 2 <= h.keys; j += 2) {
            even += scores[j] * *reinterpret_cast<const Register*>(h.v + j * h.v_stride + e);
            odd += scores[j + 1] * *reinterpret_cast<const Register*>(h.v + (j + 1) * h.v_stride + e);
        }
        if (j < h.keys) even += scores[j] * *reinterpret_cast<const Register*>(h.v + j * h.v_stride + e);
        *reinterpret_cast<Register*>(h.out + e) = even + odd;
    }
    for (int64_t e = wide; e < h.width; e++) {
        h.out[e] = 0;
        for (int64_t j = 0; j < h.keys; j++) h.out[e] += scores[j] * h.v[j * h.v_stride + e];
    }
}

void attention(const AttentionHead& h, float* scratch) {
    if (h.queries == 1 && !h.causal) return attend_one(h, scratch);
    int64_t keys_wide = padded(h.keys), wide = padded(h.width);
    float* k_transposed = scratch;
    float* v = k_transposed + h.width * keys_wide;
    float* scores = v + h.keys * wide;
    float* out = scores + R * keys_wide;
    copy_transposed(h.k, h.k_stride, h.keys, h.width, h.scale, k_transposed);
    copy_padded(h.v, h.v_stride, h.keys, h.width, v);
    for (int64_t i = 0; i < h.queries; i += R) {
        int64_t rows = least(R, h.queries - i);
        int64_t seen = h.causal ? least(h.keys, i + rows) : h.keys; // columns that any of these rows looks at
        times(rows, h.q + i * h.q_stride, h.q_stride, k_transposed, keys_wide, scores, keys_wide, h.width, padded(seen));
        for (int64_t r = 0; r < rows; r++) {
            softmax(scores + r * keys_wide, h.causal ? least(h.keys, i + r + 1) : h.keys, keys_wide);
            copy_rows(scores + r * keys_wide, 0, 1, h.keys, h.weights + (i + r) * h.keys, 0);
        }
        times(rows, scores, keys_wide, v, wide, out, wide, seen, wide);
        copy_rows(out, wide, rows, h.width, h.out + i * h.out_stride, h.out_stride);
    }
}

// With P the weights, O the result and G its gradient: D_i = G_i . O_i, dS = P (G V^T - D), and from there
// dQ = dS K scale, dK = dS^T Q scale, dV = P^T G.
void attention_back(const AttentionHeadBack& b, float* scratch) {
    const AttentionHead& h = b.forward;
    int64_t keys_wide = padded(h.keys), wide = padded(h.width);
    float* v_transposed = scratch;
    float* k = v_transposed + h.width * keys_wide;
    float* q = k + h.keys * wide;
    float* grad = q + h.queries * wide;
    float* ds = grad + h.queries * wide;
    float* rows_out = ds + h.queries * keys_wide;
    copy_transposed(h.v, h.v_stride, h.keys, h.width, 1, v_transposed);
    copy_padded(h.k, h.k_stride, h.keys, h.width, k);
    copy_padded(h.q, h.q_stride, h.queries, h.width, q);
    copy_padded(b.grad, b.grad_stride, h.queries, h.width, grad);
    for (int64_t i = 0; i < h.queries; i += R) {
        int64_t rows = least(R, h.queries - i);
        int64_t seen = h.causal ? least(h.keys, i + rows) : h.keys;
        times(rows, grad + i * wide, wide, v_transposed, keys_wide, ds + i * keys_wide, keys_wide, h.width, padded(seen));
        for (int64_t r = i; r < i + rows; r++) {
            float dot = 0;
            for (int64_t e = 0; e < h.width; e++) dot += grad[r * wide + e] * h.out[r * h.out_stride + e];
            float* row = ds + r * keys_wide;
            const float* weights = h.weights + r * h.keys;
            for (int64_t j = 0; j < seen; j++) row[j] = weights[j] * (row[j] - dot) * h.scale;
            for (int64_t j = seen; j < keys_wide; j++) row[j] = 0;
        }
        times(rows, ds + i * keys_wide, keys_wide, k, wide, rows_out, wide, seen, wide);
        copy_rows(rows_out, wide, rows, h.width, b.dq + i * b.dq_stride, b.dq_stride);
    }
    for (int64_t j = 0; j < h.keys; j += R) {
        int64_t columns = least(R, h.keys - j);
        int64_t first = h.causal ? least(j, h.queries) : 0; // rows before it see none of these columns
        transposed_times(columns, ds + first * keys_wide + j, keys_wide, q + first * wide, wide, rows_out, wide, h.queries - first, wide);
        copy_rows(rows_out, wide, columns, h.width, b.dk + j * b.dk_stride, b.dk_stride);
        transposed_times(columns, h.weights + first * h.keys + j, h.keys, grad + first * wide, wide, rows_out, wide, h.queries - first, wide);
        copy_rows(rows_out, wide, columns, h.width, b.dv + j * b.dv_stride, b.dv_stride);
    }
}

} // namespace

extern const Kernels VARIANT = {adam, sum_of_squares, gelu_tanh, gelu_tanh_back, attention_room, attention, attention_back};
