#pragma once
#include "dispatcher/choose.hpp"
#include "turn.hpp"

namespace warmline::dispatcher {

/// How the `why` of an offer begins, is, or ends that was not a choice of one person for one ticket by points.
inline constexpr std::string_view why_by_hand = "协调员指派：";
inline constexpr std::string_view why_same_again = "定期服务，上一次也是这位";
inline constexpr std::string_view why_same_crisis = "之前帮过这一位，再请一次";
inline constexpr std::string_view why_same_squad = "上次去的小队，回去看还差什么";
inline constexpr std::string_view why_of_group = "所在医院支持群的带群专家";
inline constexpr std::string_view why_together = "与其他积压工单一并安排";

/// The catalogue's item of the ticket's need; "other" and needs that left the catalogue get a plain one for
/// coordinators.
[[nodiscard]] const Service& service_of(const Programme& programme, const Ticket& ticket);

/// Puts the ticket to the next candidate, or calls a coordinator if nobody is left; nothing, while somebody who was
/// asked may still say yes, or carries it.
/// @param first  asked before everybody else, if nothing stands against it
void offer_next(Turn& turn, const TicketId& id, const PersonId& first = {});
/// Puts the ticket to this person.
void offer_to(Turn& turn, const TicketId& id, const Choice& choice);
/// What stands against asking this person for the ticket now, as one of the household's pair where the service is
/// theirs.
/// @param judge  of this search
[[nodiscard]] std::optional<Obstacle> against(const Search& search, const Judge& judge, const Person& person);
[[nodiscard]] std::optional<Obstacle> against(const Turn& turn, const Ticket& ticket, const Person& person);
/// Whom this captain would bring now; nullopt if the ticket goes to no squad, or he or she is of none.
[[nodiscard]] std::optional<Muster> muster_now(const Turn& turn, const Ticket& ticket, const PersonId& captain);
/// A crisis that was taken, and nobody was reached: the next expert is rung beside the one who took it, who stays until
/// another comes. Where all were rung before, all of them again.
void ring_another(Turn& turn, const TicketId& id);
/// In a crisis: everybody to whom it was put so far, but whoever carries it.
void ring_all(Turn& turn, const TicketId& id);
/// True if what is told of it wakes people (T0, T1).
[[nodiscard]] bool is_urgent(const Ticket& ticket) noexcept;
/// Tells those who carry it out with the assignee.
void tell_squad(Turn& turn, const Ticket& ticket, NoticeKind kind, const std::string& why);
/// Takes pending offers back and tells those who were asked, but for `keep`.
void withdraw_offer(Turn& turn, const TicketId& id, const std::string& why, const PersonId& keep = {});
/// Takes the ticket from its assignee. Says nothing to anybody but those of his or her squad.
/// @param not_again  he or she handed it back or did nothing: not asked again. No 退单, which is an organisation's.
void unassign(Turn& turn, const TicketId& id, const std::string& why, bool not_again);
/// The last resort: a coordinator must act. Never silence.
void call_coordinator(Turn& turn, const TicketId& id, const std::string& why, bool for_want_of_room = false);

/// Returned too often: the root's coordinator gets it, to rule who does it.
void ask_ruling(Turn& turn, const TicketId& id);

/// Those with the role in the organisation, or in its nearest ancestor that has one.
[[nodiscard]] std::vector<PersonId> nearest(const Turn& turn, Role role, const OrganisationId& organisation);
/// Tells the nearest coordinators.
void tell_coordinators(Turn& turn, const Ticket& ticket, NoticeKind kind, const PersonId& about,
                       const std::string& text, bool urgent);
/// Opens a call task for a ticket's requester and tells coordinators and operators.
void call_requester(Turn& turn, const TicketId& id, const std::string& reason, const std::string& text);
/// True if the ticket was ever put to this person.
[[nodiscard]] bool was_offered_to(const Ticket& ticket, const PersonId& person);

}  // namespace warmline::dispatcher
