// The C border between LabPortal.Torch and libtorch: one C function per operation.
// A tensor is a heap-held at::Tensor; null (or a non-zero status) means "failed, ask lp_last_error".
// Compiles against libtorch 1.13 and 2.x: only ATen, no symbol that only one of them has without a guard.
#pragma once

#include "optional.h"

#include <ATen/ATen.h>
#include <cstdint>
#include <string>

#define LP extern "C" __attribute__((visibility("default")))

using Handle = at::Tensor*;
using GeneratorHandle = at::Generator*;

// A number as C# passes it: kind 0 double (bits of it), 1 integer, 2 boolean.
struct Number {
    int64_t kind;
    int64_t bits;
};

void carry_error() noexcept; // keeps the text of the exception being handled for lp_last_error

template <class Body>
Handle tensor_of(Body&& body) noexcept {
    try {
        return new at::Tensor(body());
    } catch (...) {
        carry_error();
        return nullptr;
    }
}

template <class Body>
int32_t done(Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (...) {
        carry_error();
        return 1;
    }
}

template <class Result, class Body>
Result value_of(Result failed, Body&& body) noexcept {
    try {
        return static_cast<Result>(body());
    } catch (...) {
        carry_error();
        return failed;
    }
}

inline at::Scalar scalar(Number n) {
    if (n.kind == 0) {
        double d;
        __builtin_memcpy(&d, &n.bits, sizeof d);
        return at::Scalar(d);
    }
    return n.kind == 1 ? at::Scalar(n.bits) : at::Scalar(n.bits != 0);
}

inline at::IntArrayRef dims(const int64_t* values, int64_t count) {
    return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline Maybe<at::Tensor> maybe(Handle t) {
    return t == nullptr ? Maybe<at::Tensor>() : Maybe<at::Tensor>(*t);
}

inline Maybe<at::ScalarType> maybe_type(int32_t dtype) {
    return dtype < 0 ? Maybe<at::ScalarType>() : Maybe<at::ScalarType>(static_cast<at::ScalarType>(dtype));
}

inline Maybe<at::Generator> maybe_generator(GeneratorHandle g) {
    return g == nullptr ? Maybe<at::Generator>() : Maybe<at::Generator>(*g);
}

inline at::Device device_of(int32_t type, int32_t index) {
    return at::Device(static_cast<at::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

inline at::TensorOptions options(int32_t dtype, int32_t device_type, int32_t device_index) {
    return at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)).device(device_of(device_type, device_index));
}

inline at::TensorOptions options_like(int32_t dtype, int32_t device_type, int32_t device_index) {
    auto o = at::TensorOptions();
    if (dtype >= 0) o = o.dtype(static_cast<at::ScalarType>(dtype));
    if (device_type >= 0) o = o.device(device_of(device_type, device_index));
    return o;
}
