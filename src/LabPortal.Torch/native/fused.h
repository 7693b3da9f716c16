// Fast forms of single operations; empty where the arguments are not theirs (see fused.cpp).
#pragma once

#include <ATen/ATen.h>
#include <c10/util/Optional.h>

c10::optional<at::Tensor> fused_gelu_tanh(const at::Tensor& x);
c10::optional<at::Tensor> fused_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, bool causal);
