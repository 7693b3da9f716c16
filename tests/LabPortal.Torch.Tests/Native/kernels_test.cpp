// Runs the kernels of every instruction set that this processor has on the same numbers and compares them with plain
// loops in double precision. Prints what is off and exits 1, or exits 0.
#include "kernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

using Floats = std::vector<float>;

static Floats numbers(int64_t n, double seed) {
    Floats result(n);
    for (int64_t i = 0; i < n; i++) result[i] = static_cast<float>(1.5 * std::sin(seed + 0.7 * i * i));
    return result;
}

static int failures = 0;
static const float untouched = 12345;

static void close(const char* what, int level, double expected, double given, double tolerance) {
    if (std::fabs(expected - given) <= tolerance) return;
    std::printf("%s, level %d: expected %g, given %g\n", what, level, expected, given);
    failures++;
}

// out and the gradients of sum(out * g), by the definition; the first query sees `sees` keys
static void attention(int level, const Kernels& k, int64_t T, int64_t S, int64_t E, int64_t sees) {
    auto q = numbers(T * E, 1), key = numbers(S * E, 2), v = numbers(S * E, 3), g = numbers(T * E, 4);
    Floats log_sums(T), out(T * E), dq(T * E), dk(S * E, 9), dv(S * E, 9), scratch(k.attention_room(S, E));
    size_t room = scratch.size();
    scratch.resize(room + 256, untouched);
    double scale = 1 / std::sqrt(static_cast<double>(E));
    AttentionHead head{q.data(), key.data(), v.data(), E, E, E, log_sums.data(), out.data(), E, T, S, E, static_cast<float>(scale), sees};
    k.attention(head, scratch.data());
    k.attention_back({head, g.data(), E, dq.data(), dk.data(), dv.data(), E, E, E}, scratch.data());

    for (size_t i = room; i < scratch.size(); i++) close("beyond the scratch memory", level, untouched, scratch[i], 0);

    std::vector<double> dq0(T * E), dk0(S * E), dv0(S * E);
    for (int64_t i = 0; i < T; i++) {
        int64_t seen = std::min(S, i + sees);
        std::vector<double> p(seen), dp(seen);
        double total = 0, mean = 0;
        for (int64_t j = 0; j < seen; j++) {
            double dot = 0;
            for (int64_t e = 0; e < E; e++) dot += static_cast<double>(q[i * E + e]) * key[j * E + e];
            total += p[j] = std::exp(dot * scale);
        }
        for (int64_t e = 0; e < E; e++) {
            double sum = 0;
            for (int64_t j = 0; j < seen; j++) sum += p[j] / total * v[j * E + e];
            close("attention", level, sum, out[i * E + e], 1e-5);
        }
        for (int64_t j = 0; j < seen; j++) {
            p[j] /= total;
            for (int64_t e = 0; e < E; e++) {
                dp[j] += static_cast<double>(g[i * E + e]) * v[j * E + e];
                dv0[j * E + e] += p[j] * g[i * E + e];
            }
            mean += p[j] * dp[j];
        }
        for (int64_t j = 0; j < seen; j++)
            for (int64_t e = 0; e < E; e++) {
                double ds = p[j] * (dp[j] - mean) * scale;
                dq0[i * E + e] += ds * key[j * E + e];
                dk0[j * E + e] += ds * q[i * E + e];
            }
    }
    for (int64_t i = 0; i < T * E; i++) close("dq", level, dq0[i], dq[i], 2e-5);
    for (int64_t i = 0; i < S * E; i++) close("dk", level, dk0[i], dk[i], 2e-5);
    for (int64_t i = 0; i < S * E; i++) close("dv", level, dv0[i], dv[i], 2e-5);
}

static void elementwise(int level, const Kernels& k) {
    const int64_t n = 1003;
    Floats x(n), y(n), again(n), dx(n), alone(n), ones(n, 1);
    for (int64_t i = 0; i < n; i++) x[i] = (i - 500) / 50.0f;
    for (auto form : {Gelu::exact, Gelu::tanh}) {
        k.gelu(form, x.data(), y.data(), n);
        k.gelu_back(form, x.data(), ones.data(), dx.data(), again.data(), n);
        alone = ones;
        k.gelu_back(form, x.data(), alone.data(), alone.data(), nullptr, n);
        for (int64_t i = 0; i < n; i++) {
            double a = x[i], t = std::tanh(std::sqrt(2 / M_PI) * (a + 0.044715 * a * a * a)), normal = 0.5 * std::erfc(-a / std::sqrt(2));
            double part = form == Gelu::tanh ? 0.5 * (1 + t) : normal;
            double slope = form == Gelu::tanh ? part + 0.5 * a * (1 - t * t) * std::sqrt(2 / M_PI) * (1 + 3 * 0.044715 * a * a)
                                              : part + a * std::exp(-a * a / 2) / std::sqrt(2 * M_PI);
            close("gelu", level, a * part, y[i], 2e-6);
            close("gelu back", level, slope, dx[i], 2e-6);
            close("gelu again", level, y[i], again[i], 1e-6);
            close("gelu back in place", level, dx[i], alone[i], 1e-6);
        }
    }

    auto p = numbers(n, 5), g = numbers(n, 6), m = numbers(n, 7), p0 = p, m0 = m;
    Floats v(n, 0.3f);
    k.adam(p.data(), g.data(), m.data(), v.data(), n, 0.99f, 0.9f, 0.999f, 1.2f, 1e-8f, 1e-2f);
    double squares = 0;
    for (int64_t i = 0; i < n; i++) {
        double mean = 0.9 * m0[i] + 0.1 * g[i], square = 0.999 * 0.3 + 0.001 * static_cast<double>(g[i]) * g[i];
        close("adam", level, 0.99 * p0[i] - 1e-2 * mean / (std::sqrt(square) * 1.2 + 1e-8), p[i], 1e-6);
        squares += static_cast<double>(g[i]) * g[i];
    }
    close("sum of squares", level, squares, k.sum_of_squares(g.data(), n), 1e-9 * squares);
}

// A view of the same numbers, by rows or by columns.
static Matrix view(const Floats& x, int64_t rows, int64_t columns, bool turned) {
    return turned ? Matrix{x.data(), 1, rows} : Matrix{x.data(), columns, 1};
}

static double as_is(float x) { return x; }

// To bfloat16: the nearest number with 8 bits, ties to even.
static double rounded(float x) {
    int exponent;
    double fraction = std::frexp(x, &exponent);
    return std::ldexp(std::nearbyint(fraction * 256), exponent - 8);
}

static void product(int level, const Products& k, double (*seen)(float), int64_t M, int64_t N, int64_t D, bool turned_a, bool turned_b, bool add, bool bias) {
    auto a = numbers(M * D, 1), b = numbers(D * N, 2), base = numbers(M * N, 3), beside = numbers(N + k.panel, 4);
    int64_t panels = (N + k.panel - 1) / k.panel;
    Floats packed(panels * k.panel * D), scratch(k.room), c(M * N);
    auto left = view(a, M, D, turned_a), right = view(b, D, N, turned_b);
    k.pack(right, D, N, 0, panels, packed.data(), k.panel * D);
    for (float* room : {scratch.data(), static_cast<float*>(nullptr)}) {
        if (room == nullptr && seen != as_is) continue; // rounded factors need room
        k.multiply({left, M, D, N, packed.data(), k.panel * D, c.data(), N, add ? base.data() : nullptr, N, bias ? beside.data() : nullptr}, room);
        for (int64_t i = 0; i < M; i++)
            for (int64_t j = 0; j < N; j++) {
                double sum = (add ? base[i * N + j] : 0) + (bias ? beside[j] : 0);
                for (int64_t d = 0; d < D; d++) sum += seen(left.data[i * left.row + d * left.column]) * seen(right.data[d * right.row + j * right.column]);
                close("product", level, sum, c[i * N + j], 1e-5 * D);
            }
    }
}

static void products(int level, const Products& k, double (*seen)(float), bool bias) {
    for (bool turned_a : {false, true})
        for (bool turned_b : {false, true}) {
            product(level, k, seen, 1, 1, 1, turned_a, turned_b, !bias, bias);
            product(level, k, seen, 13, 33, 17, turned_a, turned_b, bias, bias);
            product(level, k, seen, 24, 64, 600, turned_a, turned_b, bias, bias);
            product(level, k, seen, 101, 70, 32, turned_a, turned_b, bias, !bias);
        }
}

static void layer_norm(int level, const Kernels& k, int64_t rows, int64_t width, bool bias) {
    auto x = numbers(rows * width, 1), weight = numbers(width, 2), beside = numbers(width, 3), dy = numbers(rows * width, 4), base = numbers(rows * width, 5);
    Floats y(rows * width), mean(rows), inverse(rows), dx(rows * width), dweight(width), dbias(width);
    k.layer_norm({rows, width, x.data(), weight.data(), bias ? beside.data() : nullptr, y.data(), mean.data(), inverse.data(), 1e-5f});
    k.layer_norm_back({rows, width, x.data(), weight.data(), mean.data(), inverse.data(), dy.data(), base.data(), dx.data(), dweight.data(), bias ? dbias.data() : nullptr});
    std::vector<double> dweight0(width), dbias0(width);
    for (int64_t r = 0; r < rows; r++) {
        double m = 0, squares = 0, g_mean = 0, gh_mean = 0;
        for (int64_t i = 0; i < width; i++) m += x[r * width + i] / static_cast<double>(width);
        for (int64_t i = 0; i < width; i++) squares += (x[r * width + i] - m) * (x[r * width + i] - m) / width;
        double over = 1 / std::sqrt(squares + 1e-5);
        for (int64_t i = 0; i < width; i++) {
            double h = (x[r * width + i] - m) * over, g = static_cast<double>(dy[r * width + i]) * weight[i];
            close("layer norm", level, h * weight[i] + (bias ? beside[i] : 0), y[r * width + i], 1e-5);
            g_mean += g / width;
            gh_mean += g * h / width;
            dweight0[i] += dy[r * width + i] * h;
            dbias0[i] += dy[r * width + i];
        }
        for (int64_t i = 0; i < width; i++) {
            double h = (x[r * width + i] - m) * over, g = static_cast<double>(dy[r * width + i]) * weight[i];
            close("layer norm back", level, (g - g_mean - h * gh_mean) * over + base[r * width + i], dx[r * width + i], 2e-5);
        }
    }
    for (int64_t i = 0; i < width; i++) {
        close("layer norm weight", level, dweight0[i], dweight[i], 2e-5 * rows);
        close("layer norm bias", level, bias ? dbias0[i] : 0, dbias[i], 2e-5 * rows);
    }
}

int main() {
    struct { int level; const Kernels& kernels; bool here; } sets[] = {
        {2, kernels_v2, true},
        {3, kernels_v3, __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")},
        {4, kernels_v4, __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")},
    };
    for (auto& set : sets) {
        if (!set.here) continue;
        elementwise(set.level, set.kernels);
        for (bool bias : {false, true}) {
            layer_norm(set.level, set.kernels, 3, 5, bias);
            layer_norm(set.level, set.kernels, 7, 40, bias);
            products(set.level, set.kernels.products, as_is, bias);
            if (set.level == 4 && __builtin_cpu_supports("avx512bf16")) products(5, narrow_products, rounded, bias);
        }
        for (bool causal : {false, true})
            for (auto [T, S, E] : {std::array<int64_t, 3>{1, 1, 1}, {1, 37, 40}, {7, 3, 8}, {5, 9, 24}, {37, 37, 16}, {64, 64, 32}, {20, 50, 40}, {100, 130, 24}}) {
                attention(set.level, set.kernels, T, S, E, causal ? 1 : S);
                if (causal && S > T) attention(set.level, set.kernels, T, S, E, S - T + 1);
            }
    }
    return failures > 0;
}
