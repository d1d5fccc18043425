#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/json.hpp"
#include "fold.hpp"

namespace warmline::dispatcher {
namespace {

/// Who said last how fast it goes; nullptr: the catalogue.
const Event* last_said(const Ticket& ticket) {
    const auto& all = ticket.history;
    const auto found = std::find_if(all.rbegin(), all.rend(),
                                    [](const Event& event) { return event.kind == EventKind::ticket_retiered; });
    return found == all.rend() ? nullptr : &*found;
}

/// The family makes it urgent; what the office has said of it stands.
Done may_hurry(const Turn& turn, const Ticket& ticket, Tier tier) {
    if (!speaks_for_family(turn, ticket)) return Errc::not_yours;
    const auto urgent = std::max(service_of(turn.programme, ticket).urgent_tier, Tier::t1);
    if (tier != urgent) return Errc::value_out_of_range;
    if (ticket.tier <= urgent) return Errc::already_so;
    const auto* before = last_said(ticket);
    return before && is_office(before->actor) ? Done{Errc::ruled_already} : Done{};
}

Done may_retier(const Turn& turn, const Ticket& ticket, const RetierTicket& command) {
    if (ticket.crisis) return Errc::crisis_protected;
    if (!is_underway(ticket)) return Errc::illegal_move;
    if (!is_office(turn.actor)) return may_hurry(turn, ticket, command.tier);
    if (command.tier == Tier::t0) return Errc::value_out_of_range;
    if (command.reason.empty()) return Errc::reason_missing;
    return command.tier == ticket.tier ? Done{Errc::already_so} : Done{};
}

/// Whoever is asked now has the time of the new tier for an answer.
std::optional<Offer> asked_anew(const Turn& turn, const Ticket& ticket, Tier tier) {
    if (!ticket.offer) return std::nullopt;
    auto offer = *ticket.offer;
    Ticket next = ticket;
    next.tier = tier;
    offer.answer_by = answer_by(turn.programme, next, turn.now);
    return offer;
}

void tell(Turn& turn, const TicketId& id, const std::string& why) {
    const Ticket& ticket = *turn.ticket(id);
    const bool urgent = is_urgent(ticket);
    const auto kind = NoticeKind::retiered;
    turn.notify({kind, ticket.assignee, id, ticket.requester, why, urgent});
    for (const auto& asked : asked_now(ticket)) turn.notify({kind, asked, id, ticket.requester, why, urgent});
    tell_coordinators(turn, ticket, kind, ticket.requester, why, urgent);
    if (is_office(turn.actor)) turn.notify({NoticeKind::progress, ticket.requester, id, {}, why, false});
}

}  // namespace

Done decide_on(Turn& turn, const RetierTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (const auto allowed = may_retier(turn, *ticket, command); !allowed) return allowed;
    const auto& id = command.ticket;
    Event event = event_of(EventKind::ticket_retiered, id, command.reason);
    event.facts = {{"from", std::string(name_of(ticket->tier))}, {"tier", std::string(name_of(command.tier))}};
    event.offer = asked_anew(turn, *ticket, command.tier);
    turn.emit(std::move(event));
    if (turn.ticket(id)->draft) return {};  // nothing is promised yet, and nobody asked
    promise_anew(turn, id);
    promise_parts_anew(turn, id);
    tell(turn, id, command.reason);
    return {};
}

}  // namespace warmline::dispatcher
