// Fast forms of single operations; empty where the arguments are not theirs (see fused.cpp).
#pragma once

#include "optional.h"

#include <ATen/ATen.h>

Maybe<at::Tensor> fused_gelu_tanh(const at::Tensor& x);
Maybe<at::Tensor> fused_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, bool causal);
