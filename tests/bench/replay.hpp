// What Redis does with the commits of real messages when nothing stands before it: the limit of the whole way.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace warmline::bench {

using Command = std::vector<std::string>;

/// The calls of our Functions while `act` runs, as Redis saw them (MONITOR).
[[nodiscard]] std::vector<Command> captured_calls(const std::string& socket_path, const std::function<void()>& act);

/// The same call about another person, conversation, message and ticket: as many operations and (nearly) as many bytes.
/// What it checks is missing, so that it never conflicts.
[[nodiscard]] Command about_another(const Command& call, std::size_t number);

[[nodiscard]] std::size_t bytes_of(const Command& call);

/// Runs `count` copies of `calls`, one after another in a pipeline, each about another message.
/// Two connections by turns, so that one batch is always waiting for Redis.
/// @return copies of the whole list a second
[[nodiscard]] double replay_rate(const std::string& socket_path, const std::vector<Command>& calls, std::size_t count,
                                 std::size_t first_number);

}  // namespace warmline::bench
