#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>

#include "present.hpp"

// Pieces that the answers about tickets and about households share.
namespace warmline::console {

using People = std::span<const dispatcher::Person>;

/// @return nullptr if nobody is named, or the person is not among them
[[nodiscard]] const dispatcher::Person* find(People people, const dispatcher::PersonId& id);
[[nodiscard]] std::string name_in(People people, const dispatcher::PersonId& id);
[[nodiscard]] Json contact(const dispatcher::Person& person, const Viewer& viewer);
[[nodiscard]] Json facts(const std::map<std::string, std::string>& values);
[[nodiscard]] Json history_entry(People people, const dispatcher::Event& event, const dispatcher::Programme& programme);
/// A service that comes again and again. Without the helper's name if it is not among the people.
[[nodiscard]] Json series_entry(People people, const dispatcher::Series& series,
                                const dispatcher::Programme& programme);
/// Leaves out what is not there.
void add_time(Json& out, const char* key, const std::optional<dispatcher::Time>& at);
void add_text(Json& out, const char* key, std::string text);

/// Who shares the ticket with what is due, what this account may do with each part; and what its organisation's right
/// in the ticket withholds from it.
void add_parties(Json& out, const dispatcher::Ticket& ticket, const Viewer& viewer);

}  // namespace warmline::console
