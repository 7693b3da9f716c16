// Products of matrices on all threads. What a sum comes to does not depend on how many there are.
#pragma once

#include "kernels/kernels.h"

#include <functional>

struct Sum {
    const float* base = nullptr; // added, row by row; may be the result itself
    int64_t base_stride = 0;
    const float* bias = nullptr; // added to every row
};

// Rows [from, to) of the result are complete and still in this thread's cache.
using Finish = std::function<void(int64_t from, int64_t to)>;

// c (rows x columns) = a (rows x depth) b (depth x columns) + sum.
void product(const Matrix& a, int64_t rows, int64_t depth, const Matrix& b, int64_t columns, float* c, int64_t c_stride, const Sum& sum = {});
void product(const Matrix& a, int64_t rows, int64_t depth, const Matrix& b, int64_t columns, float* c, int64_t c_stride, const Sum& sum, const Finish& finish);

// Whether products round their factors to bfloat16 from now on. False: this processor cannot.
bool set_narrow_products(bool on);

// Body(from, to) over pieces of [0, count) on all threads; pieces are `grain` long whatever the threads.
void in_pieces(int64_t count, int64_t grain, const Finish& body);

// The sum of the rows of x (rows x columns).
void sum_rows(const float* x, int64_t stride, int64_t rows, int64_t columns, float* sum);

// Memory for this thread alone, as long as the thread lives; the next call may give the same.
float* scratch(int64_t floats);

inline Matrix rows_of(const float* data, int64_t stride) { return {data, stride, 1}; }
inline Matrix turned(const float* data, int64_t stride) { return {data, 1, stride}; }
