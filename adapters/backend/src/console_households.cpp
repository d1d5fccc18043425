#include <algorithm>

#include "backend/console_backend.hpp"
#include "dispatcher/pairing.hpp"
#include "for_console.hpp"

namespace warmline::backend {
namespace {

constexpr std::size_t load_at_once = 200;
constexpr std::size_t scan_max = 20'000;  ///< households looked at for one list

bool is_which(const dispatcher::Household& home, console::HouseholdFilter::Which which) {
    using Which = console::HouseholdFilter::Which;
    if (which == Which::waiting) return home.waits.has_value();
    return which == Which::all || (home.pair && home.pair->hand_over);
}

std::vector<dispatcher::PersonId> people_in(const dispatcher::Household& home) {
    auto ids = home.members;
    if (!home.pair) return ids;
    ids.insert(ids.end(), {home.pair->partner, home.pair->backup});
    if (home.pair->hand_over) ids.push_back(home.pair->hand_over->to);
    return ids;
}

using People = std::map<dispatcher::PersonId, dispatcher::Person>;

std::string name_in(const People& people, const dispatcher::PersonId& id) {
    const auto found = people.find(id);
    return found == people.end() ? std::string() : found->second.name;
}

bool reached_at(const dispatcher::Household& home, const People& people, const std::string& phone_tail) {
    if (phone_tail.empty()) return true;
    return std::any_of(home.members.begin(), home.members.end(), [&](const dispatcher::PersonId& id) {
        const auto found = people.find(id);
        return found != people.end() && found->second.phone.ends_with(phone_tail);
    });
}

console::HouseholdItem item_of(dispatcher::Household home, const People& people) {
    console::HouseholdItem item;
    for (const auto& id : home.members)
        if (item.name.empty()) item.name = name_in(people, id);
    if (home.pair) {
        item.partner_name = name_in(people, home.pair->partner);
        item.backup_name = name_in(people, home.pair->backup);
        if (home.pair->hand_over) item.asked_name = name_in(people, home.pair->hand_over->to);
    }
    item.household = std::move(home);
    return item;
}

/// Those who wait first, the longest wait before the others; then by name.
bool listed_before(const console::HouseholdItem& a, const console::HouseholdItem& b) {
    const auto since = [](const console::HouseholdItem& one) {
        return one.household.waits ? one.household.waits->since : dispatcher::Time::max();
    };
    return std::tuple(since(a), a.name, a.household.id) < std::tuple(since(b), b.name, b.household.id);
}

/// The offers of a ticket by which continuity was broken.
std::vector<const dispatcher::Event*> breaks_in(const dispatcher::Ticket& ticket) {
    std::vector<const dispatcher::Event*> out;
    for (const auto& event : ticket.history)
        if (event.offer && !event.offer->broken.empty()) out.push_back(&event);
    return out;
}

console::Break break_of(const dispatcher::Ticket& ticket, const dispatcher::Event& event, const People& people) {
    console::Break one;
    one.ticket = ticket.id;
    one.need = ticket.need;
    one.at = event.at;
    one.person_name = name_in(people, event.offer->candidate);
    one.why = event.offer->broken;
    return one;
}

}  // namespace

store::Task<std::vector<console::Break>> ConsoleBackend::breaks_of(std::vector<dispatcher::Ticket> tickets) {
    std::vector<dispatcher::PersonId> ids;
    for (const auto& ticket : tickets)
        for (const auto* event : breaks_in(ticket)) ids.push_back(event->offer->candidate);
    auto known = co_await people(std::move(ids));
    if (!known) co_return known.error();
    std::vector<console::Break> out;
    for (const auto& ticket : tickets)
        for (const auto* event : breaks_in(ticket)) out.push_back(break_of(ticket, *event, *known));
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    co_return out;
}

asio::awaitable<console::Result<std::vector<console::HouseholdItem>>> ConsoleBackend::households(
    console::HouseholdFilter filter) {
    auto ids = co_await parts_.store.homes();
    if (!ids) co_return for_console(ids.error());
    std::sort(ids->begin(), ids->end());
    if (ids->size() > scan_max) ids->resize(scan_max);
    std::vector<console::HouseholdItem> items;
    for (std::size_t from = 0; from < ids->size(); from += load_at_once) {
        store::Store::Roots roots;
        for (std::size_t i = from; i < std::min(ids->size(), from + load_at_once); ++i)
            roots.households.push_back((*ids)[i]);
        auto work = co_await parts_.store.load(std::move(roots));
        if (!work) co_return for_console(work.error());
        std::vector<dispatcher::Household> homes;
        std::vector<dispatcher::PersonId> wanted;
        for (auto& [id, home] : work->state.households) {
            if (!sees(home.organisation, filter.organisation) || !is_which(home, filter.which)) continue;
            const auto more = people_in(home);
            wanted.insert(wanted.end(), more.begin(), more.end());
            homes.push_back(std::move(home));
        }
        auto known = co_await people(std::move(wanted));
        if (!known) co_return for_console(known.error());
        for (auto& home : homes)
            if (reached_at(home, *known, filter.phone_tail)) items.push_back(item_of(std::move(home), *known));
    }
    std::sort(items.begin(), items.end(), listed_before);
    if (items.size() > console::households_max) items.resize(console::households_max);
    co_return items;
}

asio::awaitable<console::Result<console::HouseholdView>> ConsoleBackend::household(dispatcher::HouseholdId id) {
    store::Work work;
    std::vector<dispatcher::HouseholdId> homes(1, id);
    auto loaded = co_await parts_.store.load_homes(work, std::move(homes));
    if (!loaded) co_return for_console(loaded.error());
    const auto found = work.state.households.find(id);
    if (found == work.state.households.end()) co_return console::Errc::not_found;
    console::HouseholdView view;
    view.household = found->second;
    auto ids = people_in(view.household);
    for (const auto& series : view.household.series) ids.push_back(series.helper);
    for (const auto& event : view.household.history) ids.insert(ids.end(), {event.person, event.actor.person});
    auto known = co_await people(std::move(ids));
    if (!known) co_return for_console(known.error());
    for (auto& [person_id, person] : *known) view.persons.push_back(person);
    for (const auto& event : view.household.history) add_account(view.persons, event.actor);
    std::vector<dispatcher::Ticket> tickets;
    for (const auto& ticket : view.household.open_tickets)
        if (const auto one = work.state.tickets.find(ticket); one != work.state.tickets.end())
            tickets.push_back(one->second);
    std::stable_sort(tickets.begin(), tickets.end(), [](const auto& a, const auto& b) { return a.opened > b.opened; });
    auto breaks = co_await breaks_of(tickets);
    if (!breaks) co_return for_console(breaks.error());
    view.breaks = std::move(*breaks);
    auto items = co_await with_names(std::move(tickets));
    if (!items) co_return for_console(items.error());
    view.tickets = std::move(*items);
    co_return view;
}

asio::awaitable<console::Result<std::vector<console::Candidate>>> ConsoleBackend::partners(dispatcher::HouseholdId id) {
    auto work = co_await parts_.store.load(store::about(id));
    if (!work) co_return for_console(work.error());
    work->state.roster = &parts_.roster;
    const auto found = work->state.households.find(id);
    if (found == work->state.households.end()) co_return console::Errc::not_found;
    constexpr std::size_t candidates_max = 50;
    std::vector<console::Candidate> out;
    for (auto& judged :
         dispatcher::judge_partners(work->state, parts_.programme, found->second, parts_.clock(), candidates_max)) {
        const auto* person = work->state.person(judged.person);
        if (person != nullptr) out.push_back({*person, judged.suitable, judged.why});
    }
    co_return out;
}

asio::awaitable<console::Result<std::vector<console::Break>>> ConsoleBackend::breaks(
    std::chrono::sys_days day, dispatcher::OrganisationId organisation) {
    auto ids = co_await parts_.store.tickets_of_day(day);
    if (!ids) co_return for_console(ids.error());
    auto tickets = co_await parts_.store.load_tickets(std::move(*ids));
    if (!tickets) co_return for_console(tickets.error());
    std::erase_if(*tickets, [&](const auto& ticket) { return !sees(ticket.organisation, organisation); });
    auto found = co_await breaks_of(std::move(*tickets));
    if (!found) co_return for_console(found.error());
    const auto& calendar = parts_.programme.calendar_of(organisation);
    std::erase_if(*found, [&](const auto& one) { return calendar.local_day(one.at) != day; });
    co_return std::move(*found);
}

}  // namespace warmline::backend
