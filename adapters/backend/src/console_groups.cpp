#include <algorithm>

#include "backend/console_backend.hpp"
#include "dispatcher/group.hpp"
#include "for_console.hpp"
#include "reported.hpp"

namespace warmline::backend {
namespace {

/// Those who may lead a group of a service that has groups.
std::vector<console::GroupExpert> experts_of(const dispatcher::Programme& programme, const dispatcher::Roster& roster,
                                             dispatcher::Time now) {
    std::vector<console::GroupExpert> out;
    for (const auto& service : programme.services) {
        if (!service.group) continue;
        for (const auto& id : roster.taking(service.need)) {
            const auto& person = roster.find(id)->person;
            if (dispatcher::may_lead(person, service, now)) out.push_back({service.need, person});
        }
    }
    std::ranges::sort(out, {}, [](const console::GroupExpert& one) { return one.person.id; });
    return out;
}

/// Who answers for the hospital's staff.
dispatcher::OrganisationId staff_of(const dispatcher::Programme& programme, const std::string& hospital) {
    const auto it = std::ranges::find(programme.hospitals, hospital, &dispatcher::Hospital::name);
    return it == programme.hospitals.end() ? dispatcher::OrganisationId() : it->staff_organisation;
}

}  // namespace

store::Task<console::GroupItem> ConsoleBackend::group_item(dispatcher::SupportGroup group,
                                                           dispatcher::OrganisationId organisation) {
    console::GroupItem item;
    auto ids = co_await parts_.store.tickets_of_group(group.id);
    if (!ids) co_return ids.error();
    item.referred = ids->size();
    auto tickets = co_await parts_.store.load_tickets(std::move(*ids));
    if (!tickets) co_return tickets.error();
    std::erase_if(*tickets, [&](const auto& ticket) { return !sees(ticket.organisation, organisation); });
    std::ranges::sort(*tickets, std::ranges::greater{}, &dispatcher::Ticket::opened);
    if (tickets->size() > console::group_tickets_max) tickets->resize(console::group_tickets_max);
    auto named = co_await with_names(std::move(*tickets));
    if (!named) co_return named.error();
    item.tickets = std::move(*named);
    auto known = co_await people(group.experts);
    if (!known) co_return known.error();
    const auto* service = parts_.programme.service(group.need, group.organisation);
    for (const auto& id : group.experts) {
        console::GroupItem::Expert expert;
        expert.person.id = id;
        if (const auto found = known->find(id); found != known->end()) expert.person = found->second;
        expert.able = service && dispatcher::may_lead(expert.person, *service, parts_.clock());
        item.experts.push_back(std::move(expert));
    }
    item.group = std::move(group);
    co_return item;
}

asio::awaitable<console::Result<console::Groups>> ConsoleBackend::groups(dispatcher::OrganisationId organisation) {
    std::function<bool(const dispatcher::Ticket&)> wanted = [&](const dispatcher::Ticket& ticket) {
        const auto* service = parts_.programme.service(ticket.need, ticket.organisation);
        return service && service->group && !ticket.group && sees(ticket.organisation, organisation);
    };
    auto state = co_await open_where(std::move(wanted));
    if (!state) co_return for_console(state.error());
    state->roster = &parts_.roster;
    const auto open = reported(*state);
    const auto situation = situation_of(parts_.programme);
    const auto named = [&](const std::vector<dispatcher::TicketId>& ids) {
        std::vector<dispatcher::Ticket> out;
        for (const auto& id : ids) out.push_back(state->tickets.at(id));
        return out;
    };
    console::Groups out;
    out.experts = experts_of(parts_.programme, parts_.roster, parts_.clock());
    for (const auto& group : situation.groups) {
        if (!sees(group.organisation, organisation)) continue;
        auto item = co_await group_item(group, organisation);
        if (!item) co_return for_console(item.error());
        for (const auto& one : open)
            if (dispatcher::covers(group, one, parts_.programme)) item->alike.push_back(one.ticket->id);
        out.open.push_back(std::move(*item));
    }
    for (auto& proposal : dispatcher::propose_groups(open, parts_.programme)) {
        if (!sees(staff_of(parts_.programme, proposal.hospital), organisation)) continue;
        auto items = co_await with_names(named(proposal.tickets));
        if (!items) co_return for_console(items.error());
        out.proposed.push_back({std::move(proposal), std::move(*items)});
    }
    co_return out;
}

}  // namespace warmline::backend
