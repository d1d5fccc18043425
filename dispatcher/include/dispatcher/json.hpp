#pragma once
#include <nlohmann/json.hpp>

#include "dispatcher/event.hpp"
#include "dispatcher/ledger.hpp"

namespace warmline::dispatcher {

/// The compact form in which state and events are kept: short keys, defaults left out, times in Unix ms. Reading
/// ignores unknown keys and takes defaults for missing ones, so that an older and a newer version can share one store.
/// from_* throw nlohmann::json::exception on a wrong type (a damaged value).
[[nodiscard]] nlohmann::json to_json(const Ticket& ticket);
[[nodiscard]] nlohmann::json to_json(const Person& person);
[[nodiscard]] nlohmann::json to_json(const Household& household);
[[nodiscard]] nlohmann::json to_json(const CallTask& task);
[[nodiscard]] nlohmann::json to_json(const Situation& situation);
[[nodiscard]] nlohmann::json to_json(const Event& event);
[[nodiscard]] Ticket ticket_from(const nlohmann::json& j);
[[nodiscard]] Person person_from(const nlohmann::json& j);
[[nodiscard]] Household household_from(const nlohmann::json& j);
[[nodiscard]] CallTask call_task_from(const nlohmann::json& j);
[[nodiscard]] Situation situation_from(const nlohmann::json& j);
[[nodiscard]] Event event_from(const nlohmann::json& j);

/// Stable names for states, kinds, tiers and roles ("in_progress", "ticket_offered", "t2", "partner").
[[nodiscard]] std::string_view name_of(TicketState state) noexcept;
[[nodiscard]] std::string_view name_of(EventKind kind) noexcept;
[[nodiscard]] std::string_view name_of(DeadlineKind kind) noexcept;
[[nodiscard]] std::string_view name_of(Tier tier) noexcept;
[[nodiscard]] std::string_view name_of(Card card) noexcept;
[[nodiscard]] std::string_view name_of(Role role) noexcept;
[[nodiscard]] std::string_view name_of(ActorKind kind) noexcept;
[[nodiscard]] std::string_view name_of(Right right) noexcept;
[[nodiscard]] std::optional<Right> right_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<TicketState> state_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Tier> tier_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Card> card_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<Role> role_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<EventKind> event_kind_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<DeadlineKind> deadline_kind_named(std::string_view name) noexcept;
[[nodiscard]] std::optional<ActorKind> actor_kind_named(std::string_view name) noexcept;

}  // namespace warmline::dispatcher
