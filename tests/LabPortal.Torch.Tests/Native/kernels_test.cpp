// Runs the kernels of every instruction set that this processor has on the same numbers and compares them with plain
// loops in double precision. Prints what is off and exits 1, or exits 0.
#include "kernels.h"

#include <algorithm>
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

static void close(const char* what, int level, double expected, double given, double tolerance) {
    if (std::fabs(expected - given) <= tolerance) return;
    std::printf("%s, level %d: expected %g, given %g\n", what, level, expected, given);
    failures++;
}

// out and the gradients of sum(out * g), by the definition
static void attention(int level, const Kernels& k, int64_t T, int64_t S, int64_t E, bool causal) {
    auto q = numbers(T * E, 1), key = numbers(S * E, 2), v = numbers(S * E, 3), g = numbers(T * E, 4);
    Floats weights(T * S), out(T * E), dq(T * E), dk(S * E), dv(S * E), scratch(k.attention_room(T, S, E));
    double scale = 1 / std::sqrt(static_cast<double>(E));
    AttentionHead head{q.data(), key.data(), v.data(), E, E, E, weights.data(), out.data(), E, T, S, E, static_cast<float>(scale), causal};
    k.attention(head, scratch.data());
    k.attention_back({head, g.data(), E, dq.data(), dk.data(), dv.data(), E, E, E}, scratch.data());

    std::vector<double> dq0(T * E), dk0(S * E), dv0(S * E);
    for (int64_t i = 0; i < T; i++) {
        int64_t seen = causal ? std::min(S, i + 1) : S;
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
    Floats x(n), y(n), dx(n), ones(n, 1);
    for (int64_t i = 0; i < n; i++) x[i] = (i - 500) / 50.0f;
    k.gelu_tanh(x.data(), y.data(), n);
    k.gelu_tanh_back(x.data(), ones.data(), dx.data(), n);
    for (int64_t i = 0; i < n; i++) {
        double a = x[i], t = std::tanh(std::sqrt(2 / M_PI) * (a + 0.044715 * a * a * a));
        close("gelu", level, 0.5 * a * (1 + t), y[i], 2e-6);
        close("gelu back", level, 0.5 * (1 + t) + 0.5 * a * (1 - t * t) * std::sqrt(2 / M_PI) * (1 + 3 * 0.044715 * a * a), dx[i], 2e-6);
    }

    auto p = numbers(n, 5), g = numbers(n, 6), m = numbers(n, 7), p0 = p, m0 = m;
    Floats v(n, 0.3f);
    k.adam(p.data(), g.data(), m.data(), v.data(), n, 0.99f, 0.1f, 0.9f, 0.999f, 1.2f, 1e-8f, 1e-2f);
    double squares = 0;
    for (int64_t i = 0; i < n; i++) {
        double gradient = g[i] + 0.1 * p0[i], mean = 0.9 * m0[i] + 0.1 * gradient, square = 0.999 * 0.3 + 0.001 * gradient * gradient;
        close("adam", level, 0.99 * p0[i] - 1e-2 * mean / (std::sqrt(square) * 1.2 + 1e-8), p[i], 1e-6);
        squares += static_cast<double>(g[i]) * g[i];
    }
    close("sum of squares", level, squares, k.sum_of_squares(g.data(), n), 1e-9 * squares);
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
        for (bool causal : {false, true}) {
            attention(set.level, set.kernels, 1, 1, 1, causal);
            attention(set.level, set.kernels, 1, 37, 40, causal);
            attention(set.level, set.kernels, 7, 3, 8, causal);
            attention(set.level, set.kernels, 5, 9, 24, causal);
            attention(set.level, set.kernels, 37, 37, 16, causal);
            attention(set.level, set.kernels, 64, 64, 32, causal);
            attention(set.level, set.kernels, 20, 50, 40, causal);
        }
    }
    return failures > 0;
}
