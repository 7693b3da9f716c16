#include "product.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <omp.h>

#include <memory>

const Kernels& kernels() {
    static const Kernels& best = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
                                         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd")
                                     ? kernels_v4
                                 : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2") ? kernels_v3
                                                                                                                                     : kernels_v2;
    return best;
}

namespace {
bool narrow = false;

constexpr int64_t few_rows = 8, small_factor = 1 << 17;
constexpr int64_t packed_floats = 1 << 20; // of the right factor at a time: with the left one's blocks it fits the caches

bool has_narrow_products() { return &kernels() == &kernels_v4 && __builtin_cpu_supports("avx512bf16"); }

int64_t parts(int64_t count, int64_t size) { return (count + size - 1) / size; }

int threads_for(double operations) { return operations < 200'000 || omp_in_parallel() ? 1 : at::get_num_threads(); }

// Rows that a thread works on at a time: few enough that all threads get some.
int64_t block_of(const Products& k, int64_t rows, int threads) {
    int64_t fair = parts(parts(rows, threads * 4), k.tile) * k.tile;
    return std::clamp(fair, k.tile, k.block);
}
} // namespace

bool set_narrow_products(bool on) {
    narrow = on && has_narrow_products();
    return narrow == on;
}

float* scratch(int64_t floats) {
    thread_local std::unique_ptr<float[]> memory;
    thread_local int64_t size = 0;
    if (size < floats) {
        memory.reset(new float[floats]);
        size = floats;
    }
    return memory.get();
}

void product(const Matrix& a, int64_t rows, int64_t depth, const Matrix& b, int64_t columns, float* c, int64_t c_stride, const Sum& sum) {
    product(a, rows, depth, b, columns, c, c_stride, sum, [](int64_t, int64_t) {});
}

void product(const Matrix& a, int64_t rows, int64_t depth, const Matrix& b, int64_t columns, float* c, int64_t c_stride, const Sum& sum, const Finish& finish) {
    auto& k = narrow ? narrow_products : kernels().products;
    // Of a few rows the packing is most, and a small factor is packed before another thread is awake.
    int threads = rows < few_rows && depth * columns < small_factor ? 1 : threads_for(2.0 * rows * depth * columns);
    int64_t panels = parts(columns, k.panel);
    int64_t deep = depth;
    if (panels * k.panel * depth > packed_floats) deep = std::max<int64_t>(256, packed_floats / (panels * k.panel) / 256 * 256);
    int64_t block = block_of(k, rows, threads);
    auto packed = at::empty({panels * k.panel * std::min(deep, depth)}, at::kFloat);
    float* right = packed.data_ptr<float>();
#pragma omp parallel num_threads(threads) if (threads > 1)
    {
        for (int64_t d0 = 0; d0 < depth; d0 += deep) {
            int64_t here = std::min(deep, depth - d0);
            bool first = d0 == 0, last = d0 + here == depth;
#pragma omp for schedule(static)
            for (int64_t p = 0; p < panels; p++) k.pack({b.data + d0 * b.row, b.row, b.column}, here, columns, p, p + 1, right, k.panel * here);
#pragma omp for schedule(dynamic)
            for (int64_t i = 0; i < rows; i += block) {
                int64_t end = std::min(i + block, rows);
                float* out = c + i * c_stride;
                const float* base = first ? sum.base ? sum.base + i * sum.base_stride : nullptr : out;
                k.multiply({{a.data + i * a.row + d0 * a.column, a.row, a.column}, end - i, here, columns, right, k.panel * here, out, c_stride, base,
                            first ? sum.base_stride : c_stride, first ? sum.bias : nullptr},
                           scratch(k.room));
                if (last) finish(i, end);
            }
        }
    }
}

void in_pieces(int64_t count, int64_t grain, const Finish& body) {
    int threads = count <= grain || omp_in_parallel() ? 1 : at::get_num_threads();
#pragma omp parallel for schedule(dynamic) num_threads(threads) if (threads > 1)
    for (int64_t i = 0; i < count; i += grain) body(i, std::min(i + grain, count));
}

void sum_rows(const float* x, int64_t stride, int64_t rows, int64_t columns, float* sum) {
    in_pieces(columns, 64, [&](int64_t from, int64_t to) {
        std::fill(sum + from, sum + to, 0.0f);
        kernels().add_rows(x + from, stride, rows, to - from, sum + from);
    });
}
