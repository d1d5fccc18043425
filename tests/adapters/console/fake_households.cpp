#include <algorithm>

#include "dispatcher/pairing.hpp"
#include "fake_backend.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;

HouseholdItem FakeBackend::with_names(const d::Household& home) const {
    HouseholdItem item;
    item.household = home;
    if (!home.members.empty()) item.name = who_is(home.members.front()).name;
    if (!home.pair) return item;
    item.partner_name = who_is(home.pair->partner).name;
    item.backup_name = who_is(home.pair->backup).name;
    if (home.pair->hand_over) item.asked_name = who_is(home.pair->hand_over->to).name;
    return item;
}

std::vector<Break> FakeBackend::breaks_of(const d::Ticket& ticket) const {
    std::vector<Break> out;
    for (const auto& event : ticket.history)
        if (event.offer && !event.offer->broken.empty())
            out.push_back({ticket.id, ticket.need, event.at, who_is(event.offer->candidate).name, event.offer->broken});
    return out;
}

asio::awaitable<Result<std::vector<HouseholdItem>>> FakeBackend::households(HouseholdFilter filter) {
    if (away) co_return Errc::unavailable;
    using Which = HouseholdFilter::Which;
    std::vector<HouseholdItem> out;
    for (const auto& [id, home] : state_.households) {
        if (!programme_.is_within(home.organisation, filter.organisation)) continue;
        if (filter.which == Which::waiting && !home.waits) continue;
        if (filter.which == Which::handing_over && !(home.pair && home.pair->hand_over)) continue;
        const auto found = std::ranges::any_of(
            home.members, [&](const d::PersonId& member) { return who_is(member).phone.ends_with(filter.phone_tail); });
        if (found || filter.phone_tail.empty()) out.push_back(with_names(home));
    }
    co_return out;
}

asio::awaitable<Result<HouseholdView>> FakeBackend::household(d::HouseholdId id) {
    if (away) co_return Errc::unavailable;
    const auto it = state_.households.find(id);
    if (it == state_.households.end()) co_return Errc::not_found;
    HouseholdView view;
    view.household = it->second;
    std::set<d::PersonId> ids(view.household.members.begin(), view.household.members.end());
    if (const auto& pair = view.household.pair) {
        ids.insert({pair->partner, pair->backup});
        if (pair->hand_over) ids.insert(pair->hand_over->to);
    }
    for (const auto& event : view.household.history) ids.insert(event.person);
    for (const auto& one : ids)
        if (const auto* known = state_.person(one)) view.persons.push_back(*known);
    for (const auto& [name, user] : users) {
        d::Person account;
        account.id = d::PersonId{name};
        account.name = user.display_name;
        view.persons.push_back(std::move(account));
    }
    for (const auto& ticket : view.household.open_tickets) {
        view.tickets.push_back(with_names(state_.tickets.at(ticket)));
        std::ranges::move(breaks_of(state_.tickets.at(ticket)), std::back_inserter(view.breaks));
    }
    co_return view;
}

asio::awaitable<Result<std::vector<Candidate>>> FakeBackend::partners(d::HouseholdId id) {
    if (away) co_return Errc::unavailable;
    const auto it = state_.households.find(id);
    if (it == state_.households.end()) co_return Errc::not_found;
    std::vector<Candidate> out;
    for (const auto& judged : d::judge_partners(state_, programme_, it->second, clock, 50))
        out.push_back({who_is(judged.person), judged.suitable, judged.why});
    co_return out;
}

asio::awaitable<Result<std::vector<Break>>> FakeBackend::breaks(std::chrono::sys_days day,
                                                                d::OrganisationId organisation) {
    if (away) co_return Errc::unavailable;
    std::vector<Break> out;
    for (const auto& [id, ticket] : state_.tickets) {
        if (!programme_.is_within(ticket.organisation, organisation)) continue;
        for (auto& one : breaks_of(ticket))
            if (programme_.calendar_of(organisation).local_day(one.at) == day) out.push_back(std::move(one));
    }
    co_return out;
}

}  // namespace warmline::console::testing
