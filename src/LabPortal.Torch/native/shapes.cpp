// Views, joins and indexing.
#include "shim.h"

#include <vector>

LP Handle lp_transpose(Handle a, int64_t d0, int64_t d1) { return tensor_of([&] { return a->transpose(d0, d1); }); }
LP Handle lp_t(Handle a) { return tensor_of([&] { return a->t(); }); }
LP Handle lp_squeeze(Handle a) { return tensor_of([&] { return a->squeeze(); }); }
LP Handle lp_squeeze_dim(Handle a, int64_t dim) { return tensor_of([&] { return a->squeeze(dim); }); }
LP Handle lp_unsqueeze(Handle a, int64_t dim) { return tensor_of([&] { return a->unsqueeze(dim); }); }
LP int32_t lp_unsqueeze_(Handle a, int64_t dim) { return done([&] { a->unsqueeze_(dim); }); }
LP Handle lp_flatten(Handle a, int64_t start, int64_t end) { return tensor_of([&] { return a->flatten(start, end); }); }
LP Handle lp_select(Handle a, int64_t dim, int64_t index) { return tensor_of([&] { return a->select(dim, index); }); }
LP Handle lp_narrow(Handle a, int64_t dim, int64_t start, int64_t length) { return tensor_of([&] { return a->narrow(dim, start, length); }); }
LP Handle lp_slice(Handle a, int64_t dim, int64_t start, int64_t end, int64_t step) { return tensor_of([&] { return a->slice(dim, start, end, step); }); }
LP Handle lp_diagonal(Handle a, int64_t offset, int64_t d1, int64_t d2) { return tensor_of([&] { return a->diagonal(offset, d1, d2); }); }
LP Handle lp_tril(Handle a, int64_t diagonal) { return tensor_of([&] { return a->tril(diagonal); }); }
LP Handle lp_triu(Handle a, int64_t diagonal) { return tensor_of([&] { return a->triu(diagonal); }); }
LP int32_t lp_tril_(Handle a, int64_t diagonal) { return done([&] { a->tril_(diagonal); }); }
LP int32_t lp_triu_(Handle a, int64_t diagonal) { return done([&] { a->triu_(diagonal); }); }

#define SHAPED(name) LP Handle lp_##name(Handle a, const int64_t* d, int64_t count) { return tensor_of([&] { return a->name(dims(d, count)); }); }
SHAPED(view) SHAPED(reshape) SHAPED(permute) SHAPED(expand) SHAPED(repeat) SHAPED(flip)
LP Handle lp_roll(Handle a, const int64_t* shifts, int64_t count, const int64_t* d, int64_t dim_count) {
    return tensor_of([&] { return a->roll(dims(shifts, count), dims(d, dim_count)); });
}
LP Handle lp_repeat_interleave(Handle a, int64_t repeats, int64_t dim, int32_t has_dim) {
    return tensor_of([&] { return a->repeat_interleave(repeats, has_dim ? Maybe<int64_t>(dim) : nothing); });
}

LP Handle lp_index_select(Handle a, int64_t dim, Handle index) { return tensor_of([&] { return a->index_select(dim, *index); }); }
LP Handle lp_gather(Handle a, int64_t dim, Handle index) { return tensor_of([&] { return a->gather(dim, *index); }); }
LP Handle lp_scatter(Handle a, int64_t dim, Handle index, Handle source) { return tensor_of([&] { return a->scatter(dim, *index, *source); }); }
LP int32_t lp_scatter_(Handle a, int64_t dim, Handle index, Handle source) { return done([&] { a->scatter_(dim, *index, *source); }); }
LP Handle lp_scatter_add(Handle a, int64_t dim, Handle index, Handle source) { return tensor_of([&] { return a->scatter_add(dim, *index, *source); }); }
LP int32_t lp_scatter_add_(Handle a, int64_t dim, Handle index, Handle source) { return done([&] { a->scatter_add_(dim, *index, *source); }); }
LP int32_t lp_index_add_(Handle a, int64_t dim, Handle index, Handle source, Number alpha) { return done([&] { a->index_add_(dim, *index, *source, scalar(alpha)); }); }
LP int32_t lp_index_copy_(Handle a, int64_t dim, Handle index, Handle source) { return done([&] { a->index_copy_(dim, *index, *source); }); }
LP Handle lp_masked_fill(Handle a, Handle mask, Number value) { return tensor_of([&] { return a->masked_fill(*mask, scalar(value)); }); }
LP int32_t lp_masked_fill_(Handle a, Handle mask, Number value) { return done([&] { a->masked_fill_(*mask, scalar(value)); }); }
LP Handle lp_masked_select(Handle a, Handle mask) { return tensor_of([&] { return a->masked_select(*mask); }); }
LP Handle lp_where(Handle condition, Handle a, Handle b) { return tensor_of([&] { return at::where(*condition, *a, *b); }); }

namespace {
std::vector<at::Tensor> list(const Handle* tensors, int64_t count) {
    std::vector<at::Tensor> result;
    result.reserve(count);
    for (int64_t i = 0; i < count; i++) result.push_back(*tensors[i]);
    return result;
}

int64_t hand_out(const std::vector<at::Tensor>& pieces, Handle* out, int64_t room) {
    TORCH_CHECK(static_cast<int64_t>(pieces.size()) <= room, "more pieces than room for them");
    for (size_t i = 0; i < pieces.size(); i++) out[i] = new at::Tensor(pieces[i]);
    return pieces.size();
}
} // namespace
LP Handle lp_cat(const Handle* tensors, int64_t count, int64_t dim) { return tensor_of([&] { return at::cat(list(tensors, count), dim); }); }
LP Handle lp_stack(const Handle* tensors, int64_t count, int64_t dim) { return tensor_of([&] { return at::stack(list(tensors, count), dim); }); }
LP Handle lp_einsum(const char* equation, const Handle* tensors, int64_t count) { return tensor_of([&] { return at::einsum(equation, list(tensors, count)); }); }
LP int64_t lp_chunk(Handle a, int64_t chunks, int64_t dim, Handle* out, int64_t room) {
    return value_of<int64_t>(-1, [&] { return hand_out(a->chunk(chunks, dim), out, room); });
}
LP int64_t lp_split(Handle a, const int64_t* sizes, int64_t count, int64_t dim, Handle* out, int64_t room) {
    return value_of<int64_t>(-1, [&] { return hand_out(at::split_with_sizes(*a, dims(sizes, count), dim), out, room); });
}
LP int64_t lp_unbind(Handle a, int64_t dim, Handle* out, int64_t room) {
    return value_of<int64_t>(-1, [&] { return hand_out(a->unbind(dim), out, room); });
}

// One entry of an index expression; kind as in TensorIndex on the C# side. Bounds absent: the *_set flag is 0.
struct Index {
    int64_t kind; // 0 None (new axis), 1 single, 2 ellipsis, 3 boolean, 4 tensor, 5 slice
    int64_t start, stop, step;
    int64_t start_set, stop_set;
    Handle tensor;
};

namespace {
std::vector<at::indexing::TensorIndex> indices(const Index* entries, int64_t count) {
    using namespace at::indexing;
    std::vector<TensorIndex> result;
    result.reserve(count);
    for (int64_t i = 0; i < count; i++) {
        const auto& e = entries[i];
        switch (e.kind) {
        case 0: result.emplace_back(at::indexing::None); break;
        case 1: result.emplace_back(e.start); break;
        case 2: result.emplace_back(at::indexing::Ellipsis); break;
        case 3: result.emplace_back(e.start != 0); break;
        case 4: result.emplace_back(*e.tensor); break;
        default:
            result.emplace_back(Slice(e.start_set ? Maybe<int64_t>(e.start) : nothing,
                                      e.stop_set ? Maybe<int64_t>(e.stop) : nothing,
                                      Maybe<int64_t>(e.step)));
        }
    }
    return result;
}
} // namespace
LP Handle lp_index(Handle a, const Index* entries, int64_t count) { return tensor_of([&] { return a->index(indices(entries, count)); }); }
LP int32_t lp_index_put_(Handle a, const Index* entries, int64_t count, Handle value) {
    return done([&] { a->index_put_(indices(entries, count), *value); });
}
LP int32_t lp_index_put_scalar_(Handle a, const Index* entries, int64_t count, Number value) {
    return done([&] { a->index_put_(indices(entries, count), scalar(value)); });
}
