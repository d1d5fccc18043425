#include "access.hpp"

#include "dispatcher/decide.hpp"

namespace warmline::console {
namespace d = dispatcher;

bool may(UserRole role, Action action) noexcept {
    switch (action) {
        case Action::read:
            return true;
        case Action::note:
        case Action::finish_call:
        case Action::confirm:
        case Action::settle_message:
            return role != UserRole::leader;
        case Action::move:
        case Action::reassign:
        case Action::pair:
        case Action::change_person:
        case Action::switch_surge:  // and only of the root organisation
            return role == UserRole::coordinator;
    }
    return false;
}

bool sees(const User& user, const d::OrganisationId& organisation, const d::Programme& programme) {
    if (organisation.empty()) {
        return !programme.organisations.empty() && user.organisation == programme.organisations.front().id;
    }
    return programme.is_within(organisation, user.organisation);
}

bool sees(const User& user, const d::Ticket& ticket, const d::Programme& programme) {
    return d::right_of(ticket, user.organisation, programme) != d::Right::none;
}

std::optional<d::OrganisationId> narrowed(const User& user, const d::OrganisationId& wished,
                                          const d::Programme& programme) {
    if (wished.empty()) return user.organisation;
    if (!sees(user, wished, programme)) return std::nullopt;
    return wished;
}

d::Actor actor_of(const User& user) {
    const bool coordinates = user.role == UserRole::coordinator;
    return {coordinates ? d::ActorKind::coordinator : d::ActorKind::operator_, d::PersonId{user.name},
            user.organisation};
}

std::vector<d::TicketState> moves_of(const d::Ticket& ticket) {
    using enum d::TicketState;
    std::vector<d::TicketState> out;
    for (const auto to : {in_progress, returned, waiting, parked, closed, reopened, out_of_scope, cancelled}) {
        // A coordinator resumes what stood still; only the assignee starts.
        const bool stood_still = ticket.state == waiting || ticket.state == parked;
        if (to == in_progress ? !stood_still : !d::may_move(ticket.state, to)) continue;
        if (ticket.draft && !d::is_over(to)) continue;  // confirm it first
        if (to == returned && ticket.ruled) continue;   // for good
        if (ticket.crisis && (to == waiting || to == parked || to == out_of_scope)) continue;
        out.push_back(to);
    }
    return out;
}

bool confirmable(const d::Ticket& ticket) noexcept { return ticket.draft && !d::is_over(ticket.state); }

bool reassignable(const d::Ticket& ticket) noexcept {
    using enum d::TicketState;
    if (ticket.draft) return false;
    return ticket.state == accepted || ticket.state == in_progress || d::may_move(ticket.state, offered);
}

bool reclassifiable(const d::Ticket& ticket) noexcept {
    using enum d::TicketState;
    return !ticket.crisis && !d::is_over(ticket.state) && ticket.state != resolved && ticket.state != waiting &&
           ticket.state != parked;
}

bool mergeable(const d::Ticket& one, const d::Ticket& other) noexcept {
    const auto goes_on_as = [](const d::Ticket& ticket, const d::Ticket& into) {
        return d::may_move(ticket.state, d::TicketState::merged) && !d::is_over(into.state) && !into.draft;
    };
    if (one.crisis || other.crisis || one.need != other.need) return false;
    return goes_on_as(one, other) || goes_on_as(other, one);
}

std::string_view name_of(UserRole role) noexcept {
    switch (role) {
        case UserRole::leader:
            return "leader";
        case UserRole::operator_:
            return "operator";
        case UserRole::coordinator:
            return "coordinator";
    }
    return "";
}

}  // namespace warmline::console
