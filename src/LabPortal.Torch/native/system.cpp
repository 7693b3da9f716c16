// Errors, threads, gradient mode, generators and versions.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <omp.h>
#include <torch/cuda.h>
#include <torch/version.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {
thread_local std::string last_error;

#ifdef __GLIBC__
// A training step frees and takes again the same tens of megabytes. By default glibc hands them back to the system in
// between and the next step faults every page in again (5 % of a small GPT's step): keep up to 256 MB instead.
__attribute__((constructor)) void keep_memory() {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_TOP_PAD, 16 << 20);
}
#endif
} // namespace

void carry_error() noexcept {
    try {
        throw;
    } catch (const c10::Error& e) {
        last_error = e.what_without_backtrace();
    } catch (const std::exception& e) {
        last_error = e.what();
    } catch (...) {
        last_error = "libtorch threw something that is not an exception";
    }
}

LP const char* lp_last_error() { return last_error.c_str(); }
LP const char* lp_version() { return TORCH_VERSION; }

LP int32_t lp_cuda_is_available() { return value_of<int32_t>(0, [&] { return torch::cuda::is_available(); }); }
LP int32_t lp_cuda_device_count() { return value_of<int32_t>(0, [&] { return torch::cuda::device_count(); }); }
LP int32_t lp_cuda_synchronize(int64_t index) { return done([&] { torch::cuda::synchronize(index); }); }

LP int32_t lp_get_num_threads() { return value_of<int32_t>(-1, [&] { return at::get_num_threads(); }); }
LP int32_t lp_set_num_threads(int32_t n) {
    return done([&] {
        at::set_num_threads(n);
        omp_set_num_threads(n); // a libtorch that brings its own OpenMP leaves the one that our own loops run on alone
    });
}
LP int32_t lp_get_num_interop_threads() { return value_of<int32_t>(-1, [&] { return at::get_num_interop_threads(); }); }
LP int32_t lp_set_num_interop_threads(int32_t n) { return done([&] { at::set_num_interop_threads(n); }); }

LP int32_t lp_is_grad_enabled() { return c10::GradMode::is_enabled(); }
LP void lp_set_grad_enabled(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }
LP int32_t lp_is_inference_mode() { return c10::InferenceMode::is_enabled(); }
LP c10::InferenceMode* lp_inference_mode_enter(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }
LP void lp_inference_mode_leave(c10::InferenceMode* mode) { delete mode; }

LP GeneratorHandle lp_generator_new(uint64_t seed, int32_t device_type, int32_t device_index) {
    return value_of<GeneratorHandle>(nullptr, [&] {
        auto device = device_of(device_type, device_index);
        if (device.is_cpu()) return new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed));
        auto generator = at::globalContext().defaultGenerator(device).clone();
        generator.set_current_seed(seed);
        return new at::Generator(generator);
    });
}
LP GeneratorHandle lp_generator_default() {
    return value_of<GeneratorHandle>(nullptr, [&] { return new at::Generator(at::globalContext().defaultGenerator(at::kCPU)); });
}
LP GeneratorHandle lp_manual_seed(int64_t seed) {
    return value_of<GeneratorHandle>(nullptr, [&] {
        at::manual_seed(static_cast<uint64_t>(seed));
        return new at::Generator(at::globalContext().defaultGenerator(at::kCPU));
    });
}
LP void lp_generator_delete(GeneratorHandle g) { delete g; }
LP int32_t lp_generator_manual_seed(GeneratorHandle g, int64_t seed) {
    return done([&] { g->set_current_seed(static_cast<uint64_t>(seed)); });
}
LP int64_t lp_generator_initial_seed(GeneratorHandle g) {
    return value_of<int64_t>(-1, [&] { return g->current_seed(); });
}
LP Handle lp_generator_get_state(GeneratorHandle g) { return tensor_of([&] { return g->get_state(); }); }
LP int32_t lp_generator_set_state(GeneratorHandle g, Handle state) { return done([&] { g->set_state(*state); }); }
