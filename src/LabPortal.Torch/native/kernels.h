// Inner loops in plain C++ on float memory. kernels.cpp is compiled once for each instruction set named here;
// kernels() answers with the best that this processor has.
#pragma once

#include <cstdint>

// One head of attention; rows are `*_stride` floats apart, elements of a row side by side.
struct AttentionHead {
    const float *q, *k, *v;
    int64_t q_stride, k_stride, v_stride;
    float* weights; // queries x keys, the softmax; kept for the way back
    float* out;
    int64_t out_stride;
    int64_t queries, keys, width;
    float scale;
    bool causal;
};

struct AttentionHeadBack {
    AttentionHead forward;
    const float* grad; // of out
    int64_t grad_stride;
    float *dq, *dk, *dv;
    int64_t dq_stride, dk_stride, dv_stride;
};

struct Kernels {
    // p *= shrink; m, v: moving averages; p -= step_size * m / (sqrt(v) * over_root + eps)
    void (*adam)(float* p, const float* g, float* m, float* v, int64_t n, float shrink, float decay, float beta1,
                 float beta2, float over_root, float eps, float step_size);
    double (*sum_of_squares)(const float* x, int64_t n);
    void (*gelu_tanh)(const float* x, float* y, int64_t n);
    void (*gelu_tanh_back)(const float* x, const float* dy, float* dx, int64_t n);
    int64_t (*attention_room)(int64_t queries, int64_t keys, int64_t width); // floats of scratch memory
    void (*attention)(const AttentionHead& head, float* scratch);
    void (*attention_back)(const AttentionHeadBack& head, float* scratch);
};

extern const Kernels kernels_v2, kernels_v3, kernels_v4;

const Kernels& kernels();
