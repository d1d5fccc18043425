#include "dispatcher/group.hpp"
#include "fake_backend.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;

asio::awaitable<Result<Groups>> FakeBackend::groups(d::OrganisationId organisation) {
    if (away) co_return Errc::unavailable;
    std::vector<d::Reported> open;
    for (const auto& [id, ticket] : state_.tickets) {
        if (!programme_.is_within(ticket.organisation, organisation)) continue;
        const auto home = state_.households.find(ticket.household);
        open.push_back(
            {&ticket, home == state_.households.end() ? nullptr : &home->second, state_.person(ticket.requester)});
    }
    Groups out;
    for (const auto& service : programme_.services) {
        if (!service.group) continue;
        for (const auto& [id, person] : state_.persons)
            if (d::may_lead(person, service, clock)) out.experts.push_back({service.need, person});
    }
    for (const auto& group : state_.situation->groups) {
        if (!programme_.is_within(group.organisation, organisation)) continue;
        GroupItem item{group, {}, {}, 0, {}};
        for (const auto& id : group.experts) {
            auto who = who_is(id);
            who.id = id;
            item.experts.push_back({who, d::may_lead(who, *programme_.service(group.need), clock)});
        }
        for (const auto& one : open) {
            if (one.ticket->group == group.id) item.tickets.push_back(with_names(*one.ticket));
            if (one.ticket->group.empty() && d::covers(group, one, programme_)) item.alike.push_back(one.ticket->id);
        }
        item.referred = item.tickets.size();
        out.open.push_back(std::move(item));
    }
    for (auto& proposal : d::propose_groups(open, programme_)) {
        GroupProposalItem item;
        for (const auto& id : proposal.tickets) item.tickets.push_back(with_names(state_.tickets.at(id)));
        item.proposal = std::move(proposal);
        out.proposed.push_back(std::move(item));
    }
    co_return out;
}

}  // namespace warmline::console::testing
