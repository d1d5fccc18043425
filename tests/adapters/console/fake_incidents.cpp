#include "dispatcher/incident.hpp"
#include "fake_backend.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;

asio::awaitable<Result<Incidents>> FakeBackend::incidents(d::OrganisationId organisation) {
    if (away) co_return Errc::unavailable;
    std::vector<d::Reported> open;
    for (const auto& [id, ticket] : state_.tickets) {
        if (d::is_over(ticket.state) || !programme_.is_within(ticket.organisation, organisation)) continue;
        const auto home = state_.households.find(ticket.household);
        open.push_back(
            {&ticket, home == state_.households.end() ? nullptr : &home->second, state_.person(ticket.requester)});
    }
    Incidents out;
    for (const auto& incident : state_.situation->incidents) {
        if (!programme_.is_within(incident.organisation, organisation)) continue;
        IncidentItem item{incident, {}, {}};
        for (const auto& one : open) {
            if (one.ticket->incident == incident.id) item.tickets.push_back(with_names(*one.ticket));
            if (one.ticket->incident.empty() && d::is_about(incident, one, programme_))
                item.alike.push_back(with_names(*one.ticket));
        }
        out.open.push_back(std::move(item));
    }
    for (auto& proposal : d::propose_incidents(open, programme_)) {
        ProposalItem item;
        for (const auto& id : proposal.tickets) item.tickets.push_back(with_names(state_.tickets.at(id)));
        item.proposal = std::move(proposal);
        out.proposed.push_back(std::move(item));
    }
    co_return out;
}

}  // namespace warmline::console::testing
