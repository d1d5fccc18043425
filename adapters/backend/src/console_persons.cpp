#include <algorithm>

#include "backend/console_backend.hpp"
#include "dispatcher/duty.hpp"
#include "dispatcher/fit.hpp"
#include "engine/calendar.hpp"
#include "for_console.hpp"
#include "store/calendar.hpp"

namespace warmline::backend {
namespace {

/// The others of the person's squad, by name.
std::vector<dispatcher::Person> squad_of(const dispatcher::Person& person, const dispatcher::Roster& roster) {
    std::vector<dispatcher::Person> out;
    const auto& squad = dispatcher::helper_of(person).squad;
    if (squad.empty()) return out;
    roster.each([&](const dispatcher::Person& other) {
        if (other.id != person.id && other.organisation == person.organisation &&
            dispatcher::helper_of(other).squad == squad)
            out.push_back(other);
    });
    std::ranges::sort(out, {}, [](const auto& one) { return std::pair(one.name, one.id); });
    if (out.size() > console::squad_shown_max) out.resize(console::squad_shown_max);
    return out;
}

std::vector<dispatcher::Ticket> tickets_in(const dispatcher::State& state,
                                           const std::vector<dispatcher::TicketId>& ids) {
    std::vector<dispatcher::Ticket> out;
    for (const auto& id : ids)
        if (const auto found = state.tickets.find(id); found != state.tickets.end()) out.push_back(found->second);
    return out;
}

void newest_first(std::vector<dispatcher::Ticket>& tickets) {
    std::ranges::stable_sort(tickets, std::ranges::greater{}, &dispatcher::Ticket::opened);
}

std::string name_in(const dispatcher::State& state, const dispatcher::PersonId& id) {
    const auto* person = state.person(id);
    return person ? person->name : std::string();
}

console::FamilyItem item_of(const dispatcher::State& state, const dispatcher::Household& home,
                            const dispatcher::PersonId& deputy) {
    console::FamilyItem item;
    item.id = home.id;
    item.organisation = home.organisation;
    for (const auto& member : home.members)
        if (item.name.empty()) item.name = name_in(state, member);
    item.deputy_name = name_in(state, deputy);
    return item;
}

std::vector<console::FamilyItem> families_of(const dispatcher::State& state, const dispatcher::PersonId& id) {
    std::vector<console::FamilyItem> out;
    for (const auto& [home_id, home] : state.households) {
        if (!home.pair || (home.pair->partner != id && home.pair->backup != id)) continue;
        out.push_back(item_of(state, home, home.pair->backup));
        out.back().as_backup = home.pair->partner != id;
    }
    std::ranges::stable_sort(out, {}, [](const auto& one) { return std::tie(one.as_backup, one.name); });
    return out;
}

}  // namespace

store::Task<store::Work> ConsoleBackend::load_helper(dispatcher::PersonId id) {
    auto work = co_await parts_.store.load(store::about(id));
    if (!work) co_return work.error();
    const auto found = work->state.persons.find(id);
    if (found == work->state.persons.end() || !dispatcher::helps(found->second)) co_return console::Errc::not_found;
    if (auto more = co_await parts_.store.load_families(*work, id); !more) co_return more.error();
    work->state.roster = &parts_.roster;
    co_return std::move(*work);
}

/// Over everybody in memory: a few milliseconds for tens of thousands, and no word to the store.
asio::awaitable<console::Result<console::PersonPage>> ConsoleBackend::persons(console::PersonFilter filter,
                                                                              console::Page page) {
    const auto* last = page.after.empty() ? nullptr : parts_.roster.find(dispatcher::PersonId(page.after));
    if (!page.after.empty() && last == nullptr) co_return console::Errc::bad_cursor;
    console::PersonMatch matches(filter, parts_.programme, parts_.clock());
    std::vector<const dispatcher::Person*> found;
    parts_.roster.each([&](const dispatcher::Person& person) {
        if (matches(person)) found.push_back(&person);
    });
    co_return console::page_of(std::move(found), last ? &last->person : nullptr, page.limit);
}

asio::awaitable<console::Result<console::PersonView>> ConsoleBackend::person(dispatcher::PersonId id) {
    auto work = co_await load_helper(id);
    if (!work) co_return for_console(work.error());
    console::PersonView view;
    view.person = work->state.persons.at(id);
    const auto& helper = dispatcher::helper_of(view.person);
    auto asked = tickets_in(work->state, helper.offers), carried = tickets_in(work->state, helper.tickets);
    newest_first(asked);
    newest_first(carried);
    auto offers = co_await with_names(std::move(asked));
    if (!offers) co_return for_console(offers.error());
    view.offers = std::move(*offers);
    auto tickets = co_await with_names(std::move(carried));
    if (!tickets) co_return for_console(tickets.error());
    view.tickets = std::move(*tickets);
    view.families = families_of(work->state, id);
    view.squad = squad_of(view.person, parts_.roster);
    view.calendars = !parts_.public_url.empty();
    auto given = co_await store::has_calendar(parts_.store, id);
    if (!given) co_return for_console(given.error());
    view.has_calendar = *given;
    co_return view;
}

asio::awaitable<console::Result<console::LeavePreview>> ConsoleBackend::preview(dispatcher::PersonId id,
                                                                                dispatcher::Leave leave) {
    auto work = co_await load_helper(id);
    if (!work) co_return for_console(work.error());
    const auto effect = dispatcher::effect_of(work->state, id, leave, parts_.clock());
    console::LeavePreview out;
    out.kept = effect.kept.size();
    auto moved = co_await with_names(tickets_in(work->state, effect.moved));
    if (!moved) co_return for_console(moved.error());
    out.moved = std::move(*moved);
    auto due = co_await with_names(tickets_in(work->state, effect.due_within));
    if (!due) co_return for_console(due.error());
    out.due_within = std::move(*due);
    for (const auto& family : effect.families)
        out.families.push_back(item_of(work->state, work->state.households.at(family.id), family.deputy));
    co_return out;
}

/// The event comes first: should the rest fail, it is asked for again, and nobody has an address that nobody gave.
asio::awaitable<console::Result<std::string>> ConsoleBackend::calendar(dispatcher::PersonId id, bool anew,
                                                                       dispatcher::Actor actor) {
    if (parts_.public_url.empty()) co_return console::Errc::not_found;
    auto given = engine::one(dispatcher::GiveCalendar{id, anew});
    auto done = co_await engine_.command(std::move(given), std::move(actor));
    if (!done) co_return for_console(done.error());
    auto address = co_await engine::calendar_address(parts_, std::move(id), anew);
    if (!address) co_return for_console(address.error());
    co_return std::move(*address);
}

}  // namespace warmline::backend
