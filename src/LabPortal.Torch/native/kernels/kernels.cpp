// Compiled three times, with -DVARIANT=kernels_v2 (SSE), _v3 (AVX2, FMA) and _v4 (AVX-512): see build and kernels.h.
// Nothing of the standard library's functions and nothing of ATen here, so that no function compiled for a newer processor
// is shared with the rest of the program.
#include "attention.h"
#include "elementwise.h"
#include "micro.h"

extern const Kernels VARIANT = {adam, sum_of_squares, gelu, gelu_back, layer_norm, layer_norm_back, add_rows, {L, MC, R, MC * KC, pack, multiply}, attention_room, attention, attention_back};
