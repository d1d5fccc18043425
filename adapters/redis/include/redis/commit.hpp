#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "redis/command.hpp"

namespace warmline::redis {

/// Builds one call of `warmline_commit`: all of it happens, or none (Errc::conflict, Errc::server_error).
/// Checks come first whatever the order of the calls; writes happen in their order. The meaning of each operation and
/// what is not covered stand in functions/commit.lua. All keys of one commit share a hash tag.
class Commit {
public:
    /// @param version  as read, in Record::version's order; 0: the key must not exist
    Commit& check(std::string_view key, std::uint64_t version);
    Commit& absent(std::string_view key);
    Commit& set(std::string_view key, std::string value);
    /// @param seconds  1 to 9,999,999,999
    Commit& setex(std::string_view key, std::int64_t seconds, std::string value);
    Commit& del(std::string_view key);
    /// @param score  an integer, so that milliseconds stay exact (up to 2^53)
    Commit& zadd(std::string_view key, std::int64_t score, std::string member);
    /// Adds, or lowers the score; never raises it.
    Commit& zaddlt(std::string_view key, std::int64_t score, std::string member);
    Commit& zrem(std::string_view key, std::string member);
    Commit& sadd(std::string_view key, std::string member);
    Commit& srem(std::string_view key, std::string member);
    Commit& rpush(std::string_view key, std::string value);
    Commit& lpop(std::string_view key);
    Commit& incrby(std::string_view key, std::int64_t number);
    Commit& hset(std::string_view key, std::string field, std::string value);
    Commit& hdel(std::string_view key, std::string field);
    /// Appends to a stream, as field "d".
    Commit& xadd(std::string_view key, std::string value);
    Commit& publish(std::string channel, std::string message);

    [[nodiscard]] bool empty() const noexcept { return operations_.empty(); }
    /// For Client::call. Its reply is OK.
    [[nodiscard]] Command command() const&;
    [[nodiscard]] Command command() &&;

private:
    template <class... Arguments>
    Commit& add(const char* name, std::string_view key, Arguments... arguments);
    std::string number_of(std::string_view key);

    std::vector<std::string> keys_;
    std::unordered_map<std::string, std::size_t> numbers_;  ///< by key, from 1
    std::vector<std::string> operations_;
};

}  // namespace warmline::redis
