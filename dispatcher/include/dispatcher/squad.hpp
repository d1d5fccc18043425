#pragma once
#include "dispatcher/choose.hpp"

namespace warmline::dispatcher {

/// True if the ticket is put to one squad: its service says so, and it asks for several people.
[[nodiscard]] bool wants_squad(const Ticket& ticket, const Service& service) noexcept;

/// A squad to be asked: its captain, and why this one, in zh-CN for coordinators.
struct SquadChoice {
    Choice captain;
    Muster muster;
};

/// The squad that fits best: of the nearest organisation; then a regular one before one of the reserve; then the one
/// that brings the most of those asked for; then by its captain's points and name. A squad is the helpers of one
/// organisation with the same squad's name; its captain is the one who is marked so, else the first by name among those
/// who can go. Whoever rests, is on leave, has no room, lacks a licence or may not enter is counted out; a squad of
/// which somebody said no to this ticket is not asked again. A squad too small is filled up from the reserve squads of
/// its organisation.
/// @param helpers  in any order
/// @return nullopt if no squad has a captain who can go
[[nodiscard]] std::optional<SquadChoice> choose_squad(const Search& search, std::span<const Person* const> helpers);

/// Who of this captain's squad can go now, the captain first; nullopt if he or she leads none.
[[nodiscard]] std::optional<Muster> muster_of(const Search& search, const Person& captain,
                                              std::span<const Person* const> helpers);

}  // namespace warmline::dispatcher
