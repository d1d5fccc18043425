#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "bot/example.hpp"
#include "bot/reader.hpp"
#include "dispatcher/decide.hpp"
#include "store/vault.hpp"
#include "store/work.hpp"

namespace warmline::engine {

/// What is known of those whom a turn is about: none of it leaves, and none of it stays in an example.
[[nodiscard]] std::vector<bot::KnownPersonal> known_of(const dispatcher::State& state);

/// What the office's corrections among the events teach, in the codes that the reader knows (Service::read_as).
[[nodiscard]] std::vector<bot::Example> taught_by(std::span<const dispatcher::Event> events,
                                                  const dispatcher::State& state,
                                                  const dispatcher::Programme& programme);

/// Examples as they are kept: without personal data (bot/mask.hpp; what the state knows of the people about is masked
/// as well), under a name that does not tell whose they are and is the same for the same message or ticket. Pure.
/// @param message  names the message of the turn, so that it never counts twice
[[nodiscard]] std::vector<store::KeptExample> keep(std::vector<bot::Example> examples, std::string_view message,
                                                   const dispatcher::State& state, const bot::Reader& reader,
                                                   const store::Vault& vault, dispatcher::Time now);

}  // namespace warmline::engine
