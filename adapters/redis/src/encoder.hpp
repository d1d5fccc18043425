#pragma once
#include <string>
#include <vector>

#include "redis/command.hpp"

namespace warmline::redis {

/// Writes commands in RESP. Keeps its scratch space between calls.
class Encoder {
public:
    /// @param command  not empty: Redis would ignore it and send no reply
    void append(const Command& command, std::string& out);

private:
    std::vector<const char*> argv_;
    std::vector<std::size_t> lengths_;
};

}  // namespace warmline::redis
