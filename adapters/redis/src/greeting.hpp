#pragma once
#include <span>
#include <vector>

#include "redis/command.hpp"
#include "redis/errc.hpp"
#include "redis/settings.hpp"
#include "redis/value.hpp"

namespace warmline::redis {

/// What a new connection says first: name and password, database, client name, and the question which version of our
/// Functions library is there.
[[nodiscard]] std::vector<Command> greeting(const Settings& settings);

/// What to do after the replies to greeting().
enum class Greeted { ready, load_functions };

/// A library newer than ours is left alone, since a newer process may have loaded it; one of our version with other
/// code, or an older one, is replaced.
/// @param replies  one for each command of greeting(settings)
/// @return Errc::auth, unavailable, server_error or protocol: this connection is of no use.
[[nodiscard]] Result<Greeted> judge_greeting(const Settings& settings, std::span<const Value> replies);

/// FUNCTION LOAD of our library, and whether its reply is good.
[[nodiscard]] Command load_functions_command();
[[nodiscard]] Result<void> judge_load(const Value& reply);

}  // namespace warmline::redis
