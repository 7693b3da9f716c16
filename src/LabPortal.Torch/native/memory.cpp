// libtorch's memory on the CPU, kept between operations: what one step frees the next one takes, in huge pages. The system's
// allocator gives large tensors back at once, and touching fresh 4 kB pages costs as much as computing on them.
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <vector>

namespace {
constexpr size_t head = 64;             // before each block: its size class; keeps the block aligned
constexpr size_t arena = 32 << 20;      // small blocks are cut from pieces of this size
constexpr size_t page = 2 << 20;        // a huge page
constexpr int steps = 8;                // size classes from one power of two to the next
constexpr size_t spare = 256 << 20;     // beside a quarter of the most that was ever in use, what may lie idle
constexpr int smallest = 9, classes = (48 - smallest) * steps;

// The class of the smallest block that holds `bytes`.
int class_of(size_t bytes) {
    if (bytes <= (size_t{1} << smallest)) return 0;
    int power = 63 - __builtin_clzll(bytes - 1); // 2^power < bytes <= 2^(power + 1)
    size_t step = (size_t{1} << power) / steps;
    return (power - smallest) * steps + static_cast<int>((bytes - (size_t{1} << power) + step - 1) / step);
}

size_t size_of(int index) {
    size_t power = size_t{1} << (smallest + index / steps);
    return power + power / steps * (index % steps);
}

size_t in_pages(size_t bytes) { return (bytes + page - 1) / page * page; }

// Null where the system has no more.
char* map(size_t bytes) {
    size_t whole = in_pages(bytes);
    char* place = static_cast<char*>(mmap(nullptr, whole + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (place == MAP_FAILED) return nullptr;
    size_t skip = (page - reinterpret_cast<size_t>(place) % page) % page;
    if (skip) munmap(place, skip);
    munmap(place + skip + whole, page - skip);
    madvise(place + skip, whole, MADV_HUGEPAGE);
    return place + skip;
}

class Keeper final : public c10::Allocator {
  public:
    // libtorch declared this const up to 2.2: one of the two overrides.
    c10::DataPtr allocate(size_t bytes) const { return const_cast<Keeper*>(this)->take(bytes); }
    c10::DataPtr allocate(size_t bytes) { return take(bytes); }

    void copy_data(void* to, const void* from, std::size_t bytes) const { std::memcpy(to, from, bytes); }

    c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

  private:
    static void give_back(void* data);

    c10::DataPtr take(size_t bytes) {
        char* data = nullptr;
        if (bytes > 0) {
            int index = class_of(bytes + head);
            std::lock_guard<std::mutex> guard(_gate);
            char* block = index < classes ? kept(index) : nullptr;
            if (block == nullptr) block = index < classes ? fresh(index) : nullptr;
            TORCH_CHECK(block != nullptr, "can't allocate memory: ", bytes, " bytes were asked for");
            data = block + head;
        }
        return {data, data, &give_back, c10::Device(c10::DeviceType::CPU)};
    }

    // A free block of the class or of one little larger.
    char* kept(int index) {
        for (int i = index; i <= index + 2 && i < classes; i++)
            if (!_free[i].empty()) {
                char* block = _free[i].back();
                _free[i].pop_back();
                count(i, 1);
                return block;
            }
        return nullptr;
    }

    char* fresh(int index) {
        size_t bytes = size_of(index);
        char* block;
        if (bytes >= page) {
            if (_used_bytes + _free_bytes + bytes > _most_used + _most_used / 4 + spare) unmap_free();
            block = map(bytes);
        } else {
            if (_left < bytes) {
                _arena = map(arena);
                _left = _arena == nullptr ? 0 : arena;
                if (_arena == nullptr) return nullptr;
            }
            block = _arena;
            _arena += bytes;
            _left -= bytes;
        }
        if (block == nullptr) return nullptr;
        *reinterpret_cast<int64_t*>(block) = index;
        _free_bytes += bytes >= page ? bytes : 0;
        count(index, 1);
        return block;
    }

    void unmap_free() {
        for (int i = 0; i < classes; i++) {
            if (size_of(i) < page) continue;
            for (char* block : _free[i]) munmap(block, in_pages(size_of(i)));
            _free[i].clear();
        }
        _free_bytes = 0;
    }

    // A large block changed hands: taken (1) or given back (-1).
    void count(int index, int sign) {
        size_t bytes = size_of(index);
        if (bytes < page) return;
        _used_bytes += sign * bytes;
        _most_used = std::max(_most_used, _used_bytes);
        _free_bytes -= sign * bytes;
    }

    std::mutex _gate;
    std::array<std::vector<char*>, classes> _free;
    size_t _used_bytes = 0, _free_bytes = 0, _most_used = 0; // of large blocks
    char* _arena = nullptr;
    size_t _left = 0;
};

// Never destroyed: tensors may outlive everything else at exit.
Keeper& keeper() {
    static auto& only = *new Keeper;
    return only;
}

void Keeper::give_back(void* data) {
    if (data == nullptr) return;
    char* block = static_cast<char*>(data) - head;
    auto& k = keeper();
    std::lock_guard<std::mutex> guard(k._gate);
    int index = static_cast<int>(*reinterpret_cast<int64_t*>(block));
    k._free[index].push_back(block);
    k.count(index, -1);
}

[[maybe_unused]] const bool installed = [] {
    c10::SetCPUAllocator(&keeper(), 1);
    return true;
}();
} // namespace
