#include "encoder.hpp"

#include <hiredis/hiredis.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace warmline::redis {

void Encoder::append(const Command& command, std::string& out) {
    argv_.clear();
    lengths_.clear();
    for (const auto& argument : command) {
        argv_.push_back(argument.data());
        lengths_.push_back(argument.size());
    }
    char* bytes = nullptr;
    const int length = redisFormatCommandArgv(&bytes, static_cast<int>(command.size()), argv_.data(), lengths_.data());
    if (length < 0) throw std::bad_alloc();
    const std::unique_ptr<char, decltype(&std::free)> owned(bytes, &std::free);
    out.append(bytes, static_cast<std::size_t>(length));
}

}  // namespace warmline::redis
