// Fast forms of single operations; empty where the arguments are not theirs (see fused.cpp).
#pragma once

#include "optional.h"

#include <ATen/ATen.h>

Maybe<at::Tensor> fused_linear(const at::Tensor& x, const at::Tensor& weight, const Maybe<at::Tensor>& bias);
Maybe<at::Tensor> fused_layer_norm(const at::Tensor& x, at::IntArrayRef shape, const Maybe<at::Tensor>& weight, const Maybe<at::Tensor>& bias, double eps);
Maybe<at::Tensor> fused_gelu(const at::Tensor& x, bool tanh);
// The first query sees so many keys, and each later one one more, up to all.
Maybe<at::Tensor> fused_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int64_t sees);

bool is_float_on_cpu(const at::Tensor& t);

// A tensor's floats to read and to write; null for an undefined one.
inline const float* data(const at::Tensor& t) { return t.defined() ? t.data_ptr<float>() : nullptr; }
inline float* room(const at::Tensor& t) { return t.defined() ? t.data_ptr<float>() : nullptr; }
