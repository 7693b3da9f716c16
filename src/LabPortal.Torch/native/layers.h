// Layers on plain float memory, on all threads; what autograd sees of them is in fused.cpp and block.cpp.
#pragma once

#include "product.h"

void layer_norm(const LayerNorm& all);
// dweight and dbias are written, not added to.
void layer_norm_back(const LayerNormBack& all);
void gelu(Gelu form, const float* x, float* y, int64_t n);

// Attention of B rows and H heads: element e of token t of head h of row b is data[b * row + h * head + t * token + e].
struct Heads {
    float* data;
    int64_t row, head, token;

    float* at(int64_t b, int64_t h) const { return data + b * row + h * head; }
};

struct AttentionHeads {
    int64_t rows, heads, queries, keys, width;
    int64_t sees; // keys that the first query sees; each later one sees one more, up to all
    Heads q, k, v, out;
    float* log_sums; // rows x heads x queries
};

void attention(const AttentionHeads& all);
void attention_back(const AttentionHeads& all, const Heads& grad, const Heads& dq, const Heads& dk, const Heads& dv);
