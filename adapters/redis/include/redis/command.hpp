#pragma once
#include <concepts>
#include <string>
#include <utility>
#include <vector>

namespace warmline::redis {

/// The name of a command and its arguments, as bytes: Command{"SET", key, value}, or built up like any vector.
/// Exactly one reply must follow it, so SUBSCRIBE, MONITOR and CLIENT REPLY are not for this client.
///
/// A type of its own, without std::initializer_list, because GCC 12 cannot build such a list inside a co_await, and
/// `co_await client.call({"GET", key})` is how it is used. (A list of commands for pipeline() still needs a name.)
class Command : public std::vector<std::string> {
public:
    Command() = default;
    template <class... Arguments>
    requires(sizeof...(Arguments) > 0 && (std::constructible_from<std::string, Arguments> && ...))
        Command(Arguments&&... arguments) {  // NOLINT: a braced list converts
        reserve(sizeof...(Arguments));
        (emplace_back(std::forward<Arguments>(arguments)), ...);
    }
};

}  // namespace warmline::redis
