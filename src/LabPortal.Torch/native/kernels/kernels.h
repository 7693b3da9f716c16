// Inner loops in plain C++ on float memory. kernels.cpp is compiled once for each instruction set named here;
// kernels() answers with the best that this processor has.
#pragma once

#include <cstdint>

// Element (i, j) is data[i * row + j * column].
struct Matrix {
    const float* data;
    int64_t row, column;
};

// c = a b + base + bias, with b packed by Products::pack.
struct Product {
    Matrix a; // rows x depth
    int64_t rows, depth, columns;
    const float* b;
    int64_t b_panel; // floats from one panel of b to the next
    float* c;
    int64_t c_stride;
    const float* base; // added, row by row; may be c, or null
    int64_t base_stride;
    const float* bias; // one for each column, or null
};

// One head of attention; rows are `*_stride` floats apart, elements of a row side by side.
struct AttentionHead {
    const float *q, *k, *v;
    int64_t q_stride, k_stride, v_stride;
    float* log_sums; // one for each query: log of the sum of exp(score), kept for the way back
    float* out;
    int64_t out_stride;
    int64_t queries, keys, width;
    float scale;
    int64_t sees; // keys that the first query sees; each later one sees one more, up to all
};

struct AttentionHeadBack {
    AttentionHead forward;
    const float* grad; // of out
    int64_t grad_stride;
    float *dq, *dk, *dv;
    int64_t dq_stride, dk_stride, dv_stride;
};

enum class Gelu : int32_t { exact, tanh };

struct LayerNorm {
    int64_t rows, width;
    const float *x, *weight, *bias; // bias may be null
    float *y, *mean, *inverse;      // mean and 1 / deviation of each row
    float eps;
};

struct LayerNormBack {
    int64_t rows, width;
    const float *x, *weight, *mean, *inverse, *dy;
    const float* base;       // added to dx, or null
    float *dx;               // may be dy
    float *dweight, *dbias;  // added to; dbias may be null
};

// How products are computed; float32 factors, or factors rounded to bfloat16 with sums in float32.
struct Products {
    int64_t panel; // columns of a panel
    int64_t block; // rows that multiply works on best: a multiple of its tile
    int64_t tile;  // rows of a tile
    int64_t room;  // floats of scratch memory for multiply
    // Panel after panel of b (depth x columns), each depth after depth; the last one filled up with zeros.
    void (*pack)(const Matrix& b, int64_t depth, int64_t columns, int64_t from_panel, int64_t to_panel, float* to, int64_t to_panel_stride);
    // Float32 factors also work without scratch memory: a is then read where it lies.
    void (*multiply)(const Product&, float* scratch);
};

struct Kernels {
    // p *= shrink; m, v: moving averages; p -= step_size * m / (sqrt(v) * over_root + eps)
    void (*adam)(float* p, const float* g, float* m, float* v, int64_t n, float shrink, float beta1,
                 float beta2, float over_root, float eps, float step_size);
    double (*sum_of_squares)(const float* x, int64_t n);
    void (*gelu)(Gelu form, const float* x, float* y, int64_t n);
    void (*gelu_back)(Gelu form, const float* x, const float* dy, float* dx, float* y, int64_t n); // dx may be dy; y may be null
    void (*layer_norm)(const LayerNorm&);
    void (*layer_norm_back)(const LayerNormBack&);
    void (*add_rows)(const float* x, int64_t stride, int64_t rows, int64_t columns, float* sum);

    Products products;

    int64_t (*attention_room)(int64_t keys, int64_t width); // floats of scratch memory
    void (*attention)(const AttentionHead& head, float* scratch);
    void (*attention_back)(const AttentionHeadBack& head, float* scratch);
};

extern const Kernels kernels_v2, kernels_v3, kernels_v4;
extern const Products narrow_products; // AVX-512 BF16

const Kernels& kernels();
