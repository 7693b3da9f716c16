// Making tensors, asking them about themselves, moving them, and their gradients.
#include "shim.h"

#include <cstring>

#define MAKE(name, expression)                                                                                          \
    LP Handle lp_##name(const int64_t* sizes, int64_t count, int32_t dtype, int32_t device_type, int32_t device_index,  \
                        int32_t requires_grad) {                                                                        \
        return tensor_of([&] {                                                                                          \
            auto o = options(dtype, device_type, device_index);                                                         \
            return (expression).set_requires_grad(requires_grad != 0);                                                  \
        });                                                                                                             \
    }
MAKE(empty, at::empty(dims(sizes, count), o))
MAKE(zeros, at::zeros(dims(sizes, count), o))
MAKE(ones, at::ones(dims(sizes, count), o))

LP Handle lp_full(const int64_t* sizes, int64_t count, Number value, int32_t dtype, int32_t device_type,
                  int32_t device_index, int32_t requires_grad) {
    return tensor_of([&] {
        return at::full(dims(sizes, count), scalar(value), options(dtype, device_type, device_index))
            .set_requires_grad(requires_grad != 0);
    });
}

#define DRAW(name, expression)                                                                                          \
    LP Handle lp_##name(const int64_t* sizes, int64_t count, GeneratorHandle generator, int32_t dtype,                  \
                        int32_t device_type, int32_t device_index, int32_t requires_grad) {                             \
        return tensor_of([&] {                                                                                          \
            auto o = options(dtype, device_type, device_index);                                                         \
            return (expression).set_requires_grad(requires_grad != 0);                                                  \
        });                                                                                                             \
    }
DRAW(rand, at::rand(dims(sizes, count), maybe_generator(generator), o))
DRAW(randn, at::randn(dims(sizes, count), maybe_generator(generator), o))

LP Handle lp_randint(int64_t low, int64_t high, const int64_t* sizes, int64_t count, GeneratorHandle generator,
                     int32_t dtype, int32_t device_type, int32_t device_index) {
    return tensor_of([&] {
        return at::randint(low, high, dims(sizes, count), maybe_generator(generator), options(dtype, device_type, device_index));
    });
}
LP Handle lp_randperm(int64_t n, GeneratorHandle generator, int32_t dtype, int32_t device_type, int32_t device_index) {
    return tensor_of([&] { return at::randperm(n, maybe_generator(generator), options(dtype, device_type, device_index)); });
}
LP Handle lp_arange(Number start, Number stop, Number step, int32_t dtype, int32_t device_type, int32_t device_index,
                    int32_t requires_grad) {
    return tensor_of([&] {
        return at::arange(scalar(start), scalar(stop), scalar(step), options(dtype, device_type, device_index))
            .set_requires_grad(requires_grad != 0);
    });
}
LP Handle lp_linspace(double start, double stop, int64_t steps, int32_t dtype, int32_t device_type, int32_t device_index,
                      int32_t requires_grad) {
    return tensor_of([&] {
        return at::linspace(start, stop, steps, options(dtype, device_type, device_index)).set_requires_grad(requires_grad != 0);
    });
}
LP Handle lp_eye(int64_t rows, int64_t columns, int32_t dtype, int32_t device_type, int32_t device_index,
                 int32_t requires_grad) {
    return tensor_of([&] {
        return at::eye(rows, columns, options(dtype, device_type, device_index)).set_requires_grad(requires_grad != 0);
    });
}

#define LIKE(name, expression)                                                                                          \
    LP Handle lp_##name(Handle a, int32_t dtype, int32_t device_type, int32_t device_index, int32_t requires_grad) {    \
        return tensor_of([&] {                                                                                          \
            auto o = options_like(dtype, device_type, device_index);                                                    \
            return (expression).set_requires_grad(requires_grad != 0);                                                  \
        });                                                                                                             \
    }
LIKE(empty_like, at::empty_like(*a, o))
LIKE(zeros_like, at::zeros_like(*a, o))
LIKE(ones_like, at::ones_like(*a, o))
LIKE(rand_like, at::rand_like(*a, o))
LIKE(randn_like, at::randn_like(*a, o))
LP Handle lp_full_like(Handle a, Number value, int32_t dtype, int32_t device_type, int32_t device_index,
                       int32_t requires_grad) {
    return tensor_of([&] {
        return at::full_like(*a, scalar(value), options_like(dtype, device_type, device_index))
            .set_requires_grad(requires_grad != 0);
    });
}

// Copies row-major host memory of type `from` into a fresh tensor of type `dtype`.
LP Handle lp_from_memory(const void* memory, const int64_t* sizes, int64_t count, int32_t from, int32_t dtype,
                         int32_t device_type, int32_t device_index, int32_t requires_grad) {
    return tensor_of([&] {
        auto shape = dims(sizes, count);
        auto result = at::empty(shape, at::TensorOptions().dtype(static_cast<at::ScalarType>(from)));
        if (result.numel() > 0) std::memcpy(result.data_ptr(), memory, result.nbytes());
        return result.to(options(dtype, device_type, device_index)).set_requires_grad(requires_grad != 0);
    });
}

LP Handle lp_multinomial(Handle a, int64_t count, int32_t replacement, GeneratorHandle g) {
    return tensor_of([&] { return at::multinomial(*a, count, replacement != 0, maybe_generator(g)); });
}
LP Handle lp_bernoulli(Handle a, GeneratorHandle g) { return tensor_of([&] { return at::bernoulli(*a, maybe_generator(g)); }); }
LP int32_t lp_bernoulli_(Handle a, double p, GeneratorHandle g) { return done([&] { a->bernoulli_(p, maybe_generator(g)); }); }
LP int32_t lp_normal_(Handle a, double mean, double std, GeneratorHandle g) {
    return done([&] { a->normal_(mean, std, maybe_generator(g)); });
}
LP int32_t lp_uniform_(Handle a, double from, double to, GeneratorHandle g) {
    return done([&] { a->uniform_(from, to, maybe_generator(g)); });
}
LP int32_t lp_exponential_(Handle a, double lambda, GeneratorHandle g) {
    return done([&] { a->exponential_(lambda, maybe_generator(g)); });
}
LP int32_t lp_random_(Handle a, int64_t from, int64_t to, GeneratorHandle g) {
    return done([&] { a->random_(from, to, maybe_generator(g)); });
}

LP void lp_delete(Handle a) { delete a; }
LP Handle lp_share(Handle a) { return tensor_of([&] { return *a; }); } // another handle on the very same tensor
LP int64_t lp_ndim(Handle a) { return a->dim(); }
LP int64_t lp_numel(Handle a) { return a->numel(); }
LP int64_t lp_size(Handle a, int64_t dim) { return value_of<int64_t>(-1, [&] { return a->size(dim); }); }
LP void lp_sizes(Handle a, int64_t* out) { std::memcpy(out, a->sizes().data(), sizeof(int64_t) * a->sizes().size()); }
LP void lp_strides(Handle a, int64_t* out) { std::memcpy(out, a->strides().data(), sizeof(int64_t) * a->strides().size()); }
LP int64_t lp_storage_offset(Handle a) { return value_of<int64_t>(-1, [&] { return a->storage_offset(); }); }
LP int64_t lp_element_size(Handle a) { return a->element_size(); }
LP int32_t lp_dtype(Handle a) { return static_cast<int32_t>(a->scalar_type()); }
LP int32_t lp_device_type(Handle a) { return static_cast<int32_t>(a->device().type()); }
LP int32_t lp_device_index(Handle a) { return static_cast<int32_t>(a->device().index()); }
LP int32_t lp_is_contiguous(Handle a) { return a->is_contiguous(); }
LP void* lp_data(Handle a) { return value_of<void*>(nullptr, [&] { return a->data_ptr(); }); }
LP int32_t lp_equal(Handle a, Handle b) { return value_of<int32_t>(-1, [&] { return a->equal(*b); }); }
LP int32_t lp_allclose(Handle a, Handle b, double rtol, double atol, int32_t equal_nan) {
    return value_of<int32_t>(-1, [&] { return a->allclose(*b, rtol, atol, equal_nan != 0); });
}

LP int32_t lp_requires_grad(Handle a) { return a->requires_grad(); }
LP int32_t lp_set_requires_grad(Handle a, int32_t value) { return done([&] { a->set_requires_grad(value != 0); }); }
LP int32_t lp_retain_grad(Handle a) { return done([&] { a->retain_grad(); }); }
LP int32_t lp_is_leaf(Handle a) { return a->is_leaf(); }
LP int32_t lp_has_grad(Handle a) { return a->grad().defined(); }
LP Handle lp_grad(Handle a) { return a->grad().defined() ? tensor_of([&] { return a->grad(); }) : nullptr; }
LP int32_t lp_set_grad(Handle a, Handle grad) {
    return done([&] { a->mutable_grad() = grad == nullptr ? at::Tensor() : *grad; });
}
// Gives `a` the storage, shape, type and device of `b`; `a` stays the same leaf for everybody who holds it.
LP int32_t lp_set_data(Handle a, Handle b) { return done([&] { a->set_data(*b); }); }
LP int32_t lp_backward(Handle a, Handle gradient, int32_t retain_graph, int32_t create_graph) {
    return done([&] { a->backward(gradient == nullptr ? at::Tensor() : *gradient, retain_graph != 0, create_graph != 0); });
}
LP Handle lp_detach(Handle a) { return tensor_of([&] { return a->detach(); }); }
LP int32_t lp_detach_(Handle a) { return done([&] { a->detach_(); }); }
LP Handle lp_pin_memory(Handle a) { return tensor_of([&] { return a->pin_memory(); }); }
LP Handle lp_clone(Handle a) { return tensor_of([&] { return a->clone(); }); }
LP Handle lp_alias(Handle a) { return tensor_of([&] { return a->alias(); }); }
LP Handle lp_contiguous(Handle a) { return tensor_of([&] { return a->contiguous(); }); }
LP Handle lp_to(Handle a, int32_t dtype, int32_t device_type, int32_t device_index, int32_t copy, int32_t non_blocking) {
    return tensor_of([&] { return a->to(options_like(dtype, device_type, device_index), non_blocking != 0, copy != 0); });
}
LP int32_t lp_copy_(Handle a, Handle source, int32_t non_blocking) { return done([&] { a->copy_(*source, non_blocking != 0); }); }
LP int32_t lp_fill_(Handle a, Number value) { return done([&] { a->fill_(scalar(value)); }); }
LP int32_t lp_zero_(Handle a) { return done([&] { a->zero_(); }); }
