#include "reader.hpp"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <new>

namespace warmline::redis {
namespace {
// hiredis moves the rest of its buffer after every kilobyte; small slices keep that cheap.
constexpr std::size_t slice_bytes = 4096;
// An array says its length before its items arrive: believe it only so far.
constexpr int reserve_max = 1024;

/// Puts a finished value, or an array about to be filled, where it belongs. A parent's vector only grows when the
/// child before is complete, so the addresses hiredis keeps stay valid. @return nullptr (hiredis: out of memory)
void* place(const redisReadTask* task, Value&& value) noexcept {
    try {
        if (task->parent == nullptr) {
            auto* root = static_cast<Value*>(task->privdata);
            *root = std::move(value);
            return root;
        }
        return &static_cast<Value*>(task->parent->obj)->items().emplace_back(std::move(value));
    } catch (...) {
        return nullptr;
    }
}

void* create_string(const redisReadTask* task, char* text, std::size_t length) noexcept {
    try {
        std::string copy(text, length);
        switch (task->type) {
            case REDIS_REPLY_STATUS:
                return place(task, Value::status(std::move(copy)));
            case REDIS_REPLY_ERROR:
                return place(task, Value::error(std::move(copy)));
            default:
                return place(task, Value::string(std::move(copy)));
        }
    } catch (...) {
        return nullptr;
    }
}

void* create_array(const redisReadTask* task, int elements) noexcept {
    try {
        std::vector<Value> items;
        items.reserve(static_cast<std::size_t>(std::clamp(elements, 0, reserve_max)));
        return place(task, Value::array(std::move(items)));
    } catch (...) {
        return nullptr;
    }
}

void* create_integer(const redisReadTask* task, long long number) noexcept { return place(task, Value::of(number)); }
void* create_nil(const redisReadTask* task) noexcept { return place(task, Value()); }
void free_object(void*) noexcept {}  // the root belongs to Reader

redisReplyObjectFunctions functions{create_string, create_array, create_integer, create_nil, free_object};
}  // namespace

void Reader::Free::operator()(redisReader* reader) const noexcept { redisReaderFree(reader); }

Reader::Reader(std::size_t reply_bytes_max)
    : reply_bytes_max_(reply_bytes_max),
      root_(std::make_unique<Value>()),
      reader_(redisReaderCreateWithFunctions(&functions)) {
    if (!reader_) throw std::bad_alloc();
    reader_->privdata = root_.get();  // the macro of hiredis 0.14 does not compile as C++
}

Result<void> Reader::feed(std::string_view bytes, std::vector<Value>& out) {
    while (!bytes.empty()) {
        const auto slice = bytes.substr(0, slice_bytes);
        bytes.remove_prefix(slice.size());
        if (redisReaderFeed(reader_.get(), slice.data(), slice.size()) != REDIS_OK) return Errc::protocol;
        if (auto done = drain(out); !done) return done;
    }
    return {};
}

Result<void> Reader::drain(std::vector<Value>& out) {
    const auto unread = [this] { return reader_->len - reader_->pos; };
    while (true) {
        const auto before = unread();
        void* reply = nullptr;
        if (redisReaderGetReply(reader_.get(), &reply) != REDIS_OK) return Errc::protocol;
        partial_bytes_ += before - unread();
        if (reply == nullptr) break;
        if (partial_bytes_ > reply_bytes_max_) return Errc::too_large;
        partial_bytes_ = 0;
        out.push_back(std::move(*root_));
    }
    if (partial_bytes_ + unread() > reply_bytes_max_) return Errc::too_large;
    return {};
}

}  // namespace warmline::redis
