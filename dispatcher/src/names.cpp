#include <array>
#include <span>

#include "dispatcher/json.hpp"

namespace warmline::dispatcher {
namespace {

using Names = std::span<const std::string_view>;

// In the order of the enumerations; the static_asserts keep them from drifting apart.
constexpr std::array<std::string_view, 14> states{"new",      "clarifying", "offered",   "accepted",    "in_progress",
                                                  "resolved", "closed",     "returned",  "waiting",     "parked",
                                                  "reopened", "merged",     "cancelled", "out_of_scope"};
static_assert(states[static_cast<std::size_t>(TicketState::out_of_scope)] == "out_of_scope");

constexpr std::array<std::string_view, 89> kinds{
    "ticket_opened",       "ticket_amended",    "ticket_confirmed",    "ticket_offered",     "offer_declined",
    "offer_expired",       "offer_withdrawn",   "coordinator_called",  "ticket_accepted",    "progress_reported",
    "help_asked",          "note_added",        "ticket_resolved",     "ticket_rated",       "ticket_closed",
    "ticket_reopened",     "ticket_returned",   "ticket_waiting",      "ticket_resumed",     "ticket_parked",
    "ticket_cancelled",    "ticket_merged",     "ticket_out_of_scope", "ticket_unassigned",  "owner_changed",
    "deadline_met",        "deadline_missed",   "deadline_set",        "escalated",          "person_changed",
    "household_changed",   "call_task_opened",  "call_task_done",      "supervised",         "extension_asked",
    "extension_granted",   "extension_refused", "follower_added",      "follower_removed",   "outreach_made",
    "outreach_answered",   "outreach_limited",  "ticket_handed_over",  "ticket_rehomed",     "household_paired",
    "partner_awaited",     "backup_changed",    "hand_over_asked",     "hand_over_declined", "hand_over_expired",
    "absence_changed",     "deputy_began",      "deputy_ended",        "pair_ended",         "person_linked",
    "ticket_reclassified", "series_started",    "series_advanced",     "series_skipped",     "series_paused",
    "series_resumed",      "series_ended",      "plan_made",           "surge_switched",     "bounds_set",
    "incident_opened",     "incident_closed",   "group_opened",        "group_changed",      "group_closed",
    "stay_booked",         "stay_freed",        "incident_linked",     "incident_unlinked",  "group_referred",
    "parties_named",       "part_done",         "part_missed",         "part_return_asked",  "part_released",
    "ticket_ruled",        "squad_mustered",    "family_written",      "calendar_given",     "card_shown",
    "follow_up_answered",  "ticket_urged",      "ticket_retiered",     "contacts_limited"};
static_assert(kinds[static_cast<std::size_t>(EventKind::ticket_ruled)] == "ticket_ruled");
static_assert(kinds[static_cast<std::size_t>(EventKind::family_written)] == "family_written");
static_assert(kinds[static_cast<std::size_t>(EventKind::calendar_given)] == "calendar_given");
static_assert(kinds[static_cast<std::size_t>(EventKind::card_shown)] == "card_shown");
static_assert(kinds[static_cast<std::size_t>(EventKind::contacts_limited)] == "contacts_limited");
static_assert(kinds[static_cast<std::size_t>(EventKind::person_linked)] == "person_linked");
static_assert(kinds[static_cast<std::size_t>(EventKind::ticket_reclassified)] == "ticket_reclassified");
static_assert(kinds[static_cast<std::size_t>(EventKind::group_closed)] == "group_closed");
static_assert(kinds[static_cast<std::size_t>(EventKind::stay_freed)] == "stay_freed");
static_assert(kinds[static_cast<std::size_t>(EventKind::group_referred)] == "group_referred");
static_assert(kinds[static_cast<std::size_t>(EventKind::follower_removed)] == "follower_removed");
static_assert(kinds[static_cast<std::size_t>(EventKind::call_task_done)] == "call_task_done");
static_assert(kinds[static_cast<std::size_t>(EventKind::ticket_parked)] == "ticket_parked");

constexpr std::array<std::string_view, 7> deadlines{"reply",   "offer",     "accept",   "contact",
                                                    "resolve", "call_back", "follow_up"};
static_assert(deadlines[static_cast<std::size_t>(DeadlineKind::follow_up)] == "follow_up");

constexpr std::array<std::string_view, 3> cards{"none", "yellow", "red"};

constexpr std::array<std::string_view, 5> tiers{"t0", "t1", "t2", "t3", "t4"};

constexpr std::array<std::string_view, 8> roles{"requester", "liaison",  "partner",     "volunteer",
                                                "expert",    "operator", "coordinator", "leader"};
static_assert(roles[static_cast<std::size_t>(Role::leader)] == "leader");

constexpr std::array<std::string_view, 5> actors{"system", "requester", "helper", "operator", "coordinator"};
static_assert(actors[static_cast<std::size_t>(ActorKind::coordinator)] == "coordinator");

constexpr std::array<std::string_view, 5> rights{"none", "each", "cooperating", "sole", "lead"};
static_assert(rights[static_cast<std::size_t>(Right::lead)] == "lead");

template <class Enum>
std::string_view name_in(Names names, Enum value) noexcept {
    const auto i = static_cast<std::size_t>(value);
    return i < names.size() ? names[i] : std::string_view{};
}

template <class Enum>
std::optional<Enum> named_in(Names names, std::string_view name) noexcept {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(TicketState v) noexcept { return name_in(states, v); }
std::string_view name_of(EventKind v) noexcept { return name_in(kinds, v); }
std::string_view name_of(DeadlineKind v) noexcept { return name_in(deadlines, v); }
std::string_view name_of(Tier v) noexcept { return name_in(tiers, v); }
std::string_view name_of(Card v) noexcept { return name_in(cards, v); }
std::string_view name_of(Role v) noexcept { return name_in(roles, v); }
std::string_view name_of(ActorKind v) noexcept { return name_in(actors, v); }
std::string_view name_of(Right v) noexcept { return name_in(rights, v); }
std::optional<Right> right_named(std::string_view n) noexcept { return named_in<Right>(rights, n); }
std::optional<TicketState> state_named(std::string_view n) noexcept { return named_in<TicketState>(states, n); }
std::optional<Tier> tier_named(std::string_view n) noexcept { return named_in<Tier>(tiers, n); }
std::optional<Card> card_named(std::string_view n) noexcept { return named_in<Card>(cards, n); }
std::optional<Role> role_named(std::string_view n) noexcept { return named_in<Role>(roles, n); }
std::optional<EventKind> event_kind_named(std::string_view n) noexcept { return named_in<EventKind>(kinds, n); }
std::optional<ActorKind> actor_kind_named(std::string_view n) noexcept { return named_in<ActorKind>(actors, n); }
std::optional<DeadlineKind> deadline_kind_named(std::string_view n) noexcept {
    return named_in<DeadlineKind>(deadlines, n);
}

}  // namespace warmline::dispatcher
