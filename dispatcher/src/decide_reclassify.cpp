#include <algorithm>

#include "deadlines.hpp"
#include "decisions.hpp"
#include "dispatcher/fit.hpp"
#include "dispatcher/json.hpp"

namespace warmline::dispatcher {
namespace {

Done may_reclassify(const Turn& turn, const Ticket& ticket, const ReclassifyTicket& command) {
    if (!is_office(turn.actor)) return Errc::not_yours;
    if (ticket.crisis) return Errc::crisis_protected;
    if (!is_underway(ticket)) return Errc::illegal_move;
    if (command.reason.empty()) return Errc::reason_missing;
    if (command.need.empty()) return command.intent.empty() ? Done{Errc::value_out_of_range} : Done{};
    if (!turn.programme.service(command.need)) return Errc::need_unknown;
    return command.need == ticket.need ? Done{Errc::value_out_of_range} : Done{};
}

/// As urgent as before, in the tiers of the new kind; a crisis is T0 whatever the catalogue says.
Tier tier_after(const Turn& turn, const Ticket& ticket, const Service& service) {
    if (service.need == "psych.crisis") return Tier::t0;
    const auto& before = service_of(turn.programme, ticket);
    const bool urgent = before.tier != before.urgent_tier && ticket.tier == before.urgent_tier;
    return urgent ? service.urgent_tier : service.tier;
}

std::optional<Time> resolve_by(const Ticket& ticket) {
    const auto* promise = unmet(ticket, DeadlineKind::resolve);
    return promise ? std::optional(promise->due) : std::nullopt;
}

/// The household's partner where the service is the partner's; else whoever takes on that work and may.
bool does_this_too(const Turn& turn, const Ticket& ticket, const PersonId& id) {
    const auto& service = service_of(turn.programme, ticket);
    const auto* household = turn.household(ticket.household);
    const bool partner =
        household && household->pair && (household->pair->partner == id || household->pair->backup == id);
    if (partner && service.executor == Executor::partner) return true;
    const auto* person = turn.person(id);
    if (!person || !person->helper) return false;
    return is_qualified(*person->helper, service, turn.now);
}

/// Those who cannot go on with it are thanked, and somebody who can is asked.
/// @return whether others come than those who came
bool hand_on(Turn& turn, const TicketId& id, const std::string& why) {
    const auto assignee = turn.ticket(id)->assignee;
    if (assignee && does_this_too(turn, *turn.ticket(id), assignee)) {
        turn.notify({NoticeKind::assignee_card, assignee, id, turn.ticket(id)->requester, why, false});
        return false;
    }
    release(turn, id, why);
    const Ticket& ticket = *turn.ticket(id);
    if (service_of(turn.programme, ticket).executor == Executor::pool)
        turn.notify({NoticeKind::owner_informed, ticket.owner, id, ticket.requester, {}, ticket.crisis});
    offer_next(turn, id);
    return !assignee.empty();
}

/// A service that is shared goes to those who share it; what is ruled stays where it is.
OrganisationId answering_next(const Turn& turn, const Ticket& ticket, const Code& need) {
    const auto* service = turn.programme.service(need, ticket.organisation);
    const bool shared = !ticket.parties.empty() || (service && service->mode != Mode::routed);
    if (!shared || ticket.ruled) return ticket.organisation;
    Ticket next = ticket;
    next.need = need;
    return answering(turn, next);
}

void go_on_as(Turn& turn, const ReclassifyTicket& command) {
    const auto& id = command.ticket;
    const auto organisation = answering_next(turn, *turn.ticket(id), command.need);
    const auto& service = *turn.programme.service(command.need, organisation);
    const auto due_before = resolve_by(*turn.ticket(id));
    Event event = event_of(EventKind::ticket_reclassified, id, command.reason);
    event.facts = {{"from", turn.ticket(id)->need},
                   {"need", command.need},
                   {"tier", std::string(name_of(tier_after(turn, *turn.ticket(id), service)))}};
    if (organisation != turn.ticket(id)->organisation) event.organisation = organisation;
    turn.emit(std::move(event));
    if (turn.ticket(id)
            ->draft) {  // nothing is promised yet and nobody asked; a crisis does not wait for the call's end
        if (turn.ticket(id)->crisis) confirm(turn, id);
        return;
    }
    promise_anew(turn, id);
    name_parties(turn, id);
    if (turn.ticket(id)->crisis) call_requester(turn, id, "crisis", turn.ticket(id)->summary);
    refer_to_group(turn, id);
    const bool others_come = hand_on(turn, id, command.reason);
    const Ticket& after = *turn.ticket(id);
    if (others_come || resolve_by(after) != due_before)
        turn.notify({NoticeKind::reclassified, after.requester, id, after.assignee, {}, after.crisis});
}

}  // namespace

Done decide_on(Turn& turn, const ReclassifyTicket& command) {
    const auto* ticket = turn.ticket(command.ticket);
    if (!ticket) return Errc::ticket_unknown;
    if (const auto allowed = may_reclassify(turn, *ticket, command); !allowed) return allowed;
    if (!command.need.empty()) {
        go_on_as(turn, command);
        return {};
    }
    Event event = event_of(EventKind::ticket_reclassified, command.ticket, command.reason);
    event.facts = {{"from", ticket->need}, {"intent", command.intent}};
    turn.emit(std::move(event));
    return decide_on(turn, MoveTicket{command.ticket, TicketState::out_of_scope, command.reason, {}, {}});
}

}  // namespace warmline::dispatcher
