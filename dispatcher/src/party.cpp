#include "dispatcher/party.hpp"

#include <algorithm>

#include "dispatcher/decide.hpp"
#include "dispatcher/model.hpp"

namespace warmline::dispatcher {

Right right_of(const Ticket& ticket, const OrganisationId& organisation, const Programme& programme) {
    if (organisation.empty()) return Right::lead;
    const auto& answers = ticket.organisation ? ticket.organisation : programme.root();
    auto right = programme.is_within(answers, organisation) ? Right::lead : Right::none;
    for (const auto& party : ticket.parties)
        if (programme.is_within(party.organisation, organisation)) right = std::max(right, party.right);
    return right;
}

bool ruling_due(const Ticket& ticket, const Programme& programme) noexcept {
    return ticket.bounces > programme.bounce_max && !ticket.ruled;
}

bool may_be_ruled(const Ticket& ticket, const Programme& programme) noexcept {
    const bool open = may_move(ticket.state, TicketState::offered) && !ticket.assignee && !ticket.draft;
    return open && ruling_due(ticket, programme);
}

}  // namespace warmline::dispatcher
