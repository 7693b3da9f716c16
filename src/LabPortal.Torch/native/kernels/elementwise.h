// One pass over memory each.
#pragma once

#include "micro.h"

namespace {

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

inline float sum_of(Register lanes) {
    float sum = 0;
    for (int l = 0; l < V; l++) sum += lanes[l];
    return sum;
}

float dot(const float* a, const float* b, int64_t n) {
    Register lanes = {};
    int64_t i = 0;
    for (; i + V <= n; i += V) lanes += load(a + i) * load(b + i);
    float sum = sum_of(lanes);
    for (; i < n; i++) sum += a[i] * b[i];
    return sum;
}

void adam(float* __restrict p, const float* __restrict g, float* __restrict m, float* __restrict v, int64_t n,
          float shrink, float beta1, float beta2, float over_root, float eps, float step_size) {
    float rest1 = 1 - beta1, rest2 = 1 - beta2;
    for (int64_t i = 0; i < n; i++) {
        float mean = m[i] * beta1 + g[i] * rest1;
        float square = v[i] * beta2 + g[i] * g[i] * rest2;
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

void add_rows(const float* x, int64_t stride, int64_t rows, int64_t columns, float* sum) {
    for (int64_t r = 0; r < rows; r++)
        for (int64_t j = 0; j < columns; j++) sum[j] += x[r * stride + j];
}

constexpr float root_2_over_pi = 0.7978845608028654f, cubic = 0.044715f;

inline float tanh_of(float u) {
    float e = fast_exp(-2 * __builtin_fabsf(u)); // never overflows
    return __builtin_copysignf((1 - e) / (1 + e), u);
}

struct TanhForm {
    static float half_sum(float x) { return 0.5f * (1 + tanh_of(root_2_over_pi * (x + cubic * x * x * x))); }

    static float slope(float x, float& y) {
        float square = x * x;
        float t = tanh_of(root_2_over_pi * (x + cubic * square * x));
        float half = 0.5f * (1 + t);
        y = x * half;
        return half + 0.5f * x * (1 - t * t) * root_2_over_pi * (1 + 3 * cubic * square);
    }
};

// The normal distribution function to 1e-7 (Abramowitz and Stegun, 7.1.26) and its density, which share an exponential.
struct ExactForm {
    static float normal(float x, float& exponential) {
        float z = __builtin_fabsf(x) * 0.70710678118654752f;
        float t = 1 / (1 + 0.3275911f * z);
        exponential = fast_exp(-z * z);
        float upper = 0.5f * exponential * t * (0.254829592f + t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
        return x < 0 ? upper : 1 - upper;
    }

    static float half_sum(float x) {
        float exponential;
        return normal(x, exponential);
    }

    static float slope(float x, float& y) {
        float exponential, part = normal(x, exponential);
        y = x * part;
        return part + x * 0.3989422804014327f * exponential;
    }
};

template <class Form>
void gelu_of(const float* __restrict x, float* __restrict y, int64_t n) {
    for (int64_t i = 0; i < n; i++) y[i] = x[i] * Form::half_sum(x[i]);
}

template <class Form>
void gelu_back_of(const float* __restrict x, const float* dy, float* dx, float* __restrict y, int64_t n) {
#pragma GCC ivdep // dx may be dy, element by element
    for (int64_t i = 0; i < n; i++) {
        float value, slope = Form::slope(x[i], value);
        dx[i] = dy[i] * slope;
        y[i] = value;
    }
}

template <class Form>
void gelu_slope_of(const float* __restrict x, const float* dy, float* dx, int64_t n) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; i++) {
        float value;
        dx[i] = dy[i] * Form::slope(x[i], value);
    }
}

void gelu(Gelu form, const float* x, float* y, int64_t n) { form == Gelu::tanh ? gelu_of<TanhForm>(x, y, n) : gelu_of<ExactForm>(x, y, n); }

void gelu_back(Gelu form, const float* x, const float* dy, float* dx, float* y, int64_t n) {
    if (y) form == Gelu::tanh ? gelu_back_of<TanhForm>(x, dy, dx, y, n) : gelu_back_of<ExactForm>(x, dy, dx, y, n);
    else form == Gelu::tanh ? gelu_slope_of<TanhForm>(x, dy, dx, n) : gelu_slope_of<ExactForm>(x, dy, dx, n);
}

// Softmax of scale times the first `seen` scores in place, zeros up to `room`; the log of the sum of exp.
float softmax(float* scores, int64_t seen, int64_t room, float scale) {
    float top = scores[0];
    int64_t j = 0;
    if (seen >= V) {
        Register most = load(scores);
        for (j = V; j + V <= seen; j += V) {
            Register here = load(scores + j);
            most = here > most ? here : most;
        }
        for (int l = 0; l < V; l++) top = most[l] > top ? most[l] : top;
    }
    for (; j < seen; j++) top = scores[j] > top ? scores[j] : top;
    for (j = 0; j < seen; j++) scores[j] = fast_exp((scores[j] - top) * scale);
    Register lanes = {};
    for (j = 0; j + V <= seen; j += V) lanes += load(scores + j);
    float sum = sum_of(lanes);
    for (; j < seen; j++) sum += scores[j];
    float over = 1 / sum;
    for (j = 0; j < seen; j++) scores[j] *= over;
    for (j = seen; j < room; j++) scores[j] = 0;
    return top * scale + __builtin_logf(sum);
}

// weights holds scores, and holds the softmax afterwards; ds holds the gradient of the weights, and that of the unscaled scores afterwards.
void softmax_back(float* __restrict weights, float* __restrict ds, int64_t seen, int64_t room, float scale, float log_sum, float d) {
    for (int64_t j = 0; j < seen; j++) {
        float weight = fast_exp(weights[j] * scale - log_sum);
        weights[j] = weight;
        ds[j] = weight * (ds[j] - d) * scale;
    }
    for (int64_t j = seen; j < room; j++) weights[j] = ds[j] = 0;
}

void layer_norm(const LayerNorm& n) {
    float over = 1.0f / n.width;
    for (int64_t r = 0; r < n.rows; r++) {
        const float* x = n.x + r * n.width;
        float* y = n.y + r * n.width;
        Register lanes = {};
        int64_t i = 0;
        for (; i + V <= n.width; i += V) lanes += load(x + i);
        float sum = sum_of(lanes);
        for (; i < n.width; i++) sum += x[i];
        float mean = sum * over;
        lanes = Register{};
        for (i = 0; i + V <= n.width; i += V) {
            Register from = load(x + i) - mean;
            lanes += from * from;
        }
        float squares = sum_of(lanes);
        for (; i < n.width; i++) squares += (x[i] - mean) * (x[i] - mean);
        float inverse = 1 / __builtin_sqrtf(squares * over + n.eps);
        if (n.bias) for (i = 0; i < n.width; i++) y[i] = (x[i] - mean) * inverse * n.weight[i] + n.bias[i];
        else for (i = 0; i < n.width; i++) y[i] = (x[i] - mean) * inverse * n.weight[i];
        n.mean[r] = mean;
        n.inverse[r] = inverse;
    }
}

// With h the normalised row and g = dy weight: dx = (g - mean(g) - h mean(g h)) / deviation.
void layer_norm_back(const LayerNormBack& n) {
    float over = 1.0f / n.width;
    for (int64_t r = 0; r < n.rows; r++) {
        const float *x = n.x + r * n.width, *dy = n.dy + r * n.width, *base = n.base ? n.base + r * n.width : nullptr;
        float* dx = n.dx + r * n.width;
        float mean = n.mean[r], inverse = n.inverse[r];
        Register sums = {}, products = {};
        float sum = 0, product = 0;
        int64_t i = 0;
        for (; i + V <= n.width; i += V) {
            Register up = load(dy + i), h = (load(x + i) - mean) * inverse, g = up * load(n.weight + i);
            sums += g;
            products += g * h;
            store(n.dweight + i, load(n.dweight + i) + up * h);
            if (n.dbias) store(n.dbias + i, load(n.dbias + i) + up);
        }
        for (; i < n.width; i++) {
            float h = (x[i] - mean) * inverse, g = dy[i] * n.weight[i];
            sum += g;
            product += g * h;
            n.dweight[i] += dy[i] * h;
            if (n.dbias) n.dbias[i] += dy[i];
        }
        float a = (sum + sum_of(sums)) * over, b = (product + sum_of(products)) * over;
        for (i = 0; i + V <= n.width; i += V) {
            Register h = (load(x + i) - mean) * inverse, value = (load(dy + i) * load(n.weight + i) - a - h * b) * inverse;
            store(dx + i, base ? value + load(base + i) : value);
        }
        for (; i < n.width; i++) {
            float h = (x[i] - mean) * inverse, value = (dy[i] * n.weight[i] - a - h * b) * inverse;
            dx[i] = base ? value + base[i] : value;
        }
    }
}

} // namespace
