#include "backend/console_backend.hpp"

#include <algorithm>

#include "dispatcher/duty.hpp"
#include "dispatcher/judge.hpp"
#include "for_console.hpp"
#include "redis/errc.hpp"
#include "store/errc.hpp"
#include "ticket_query.hpp"

namespace warmline::backend {
namespace {

std::optional<console::Change> change_of(const dispatcher::Event& event) {
    if (event.call_task)
        return console::Change{console::Change::What::call, event.call_task->id, event.call_task->organisation,
                               event.at};
    if (dispatcher::is_of_situation(event.kind) && !event.ticket)
        return console::Change{console::Change::What::situation, {}, {}, event.at};
    if (dispatcher::is_of_household(event.kind))
        return console::Change{console::Change::What::household, event.household.value, {}, event.at};
    if (event.household_state)
        return console::Change{console::Change::What::household, event.household_state->id.value, {}, event.at};
    if (event.person_state && dispatcher::helps(*event.person_state))
        return console::Change{console::Change::What::person, event.person.value, event.person_state->organisation,
                               event.at};
    if (event.kind == dispatcher::EventKind::calendar_given)
        return console::Change{console::Change::What::person, event.person.value, {}, event.at};
    if (!event.ticket) return std::nullopt;
    return console::Change{console::Change::What::ticket, event.ticket.value, {}, event.at};
}

constexpr std::size_t rated_tickets_max = 20'000;  ///< loaded for one table of rates, a few hundred at a time

class Listening final : public console::Subscription {
public:
    Listening(engine::Feed& feed, int number) : feed_(feed), number_(number) {}
    ~Listening() override { feed_.forget(number_); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

private:
    engine::Feed& feed_;
    int number_;
};

}  // namespace

ConsoleBackend::ConsoleBackend(engine::Parts parts, engine::Engine& engine, engine::Feed& feed,
                               std::map<std::string, console::User> users)
    : parts_(std::move(parts)), engine_(engine), feed_(feed), users_(std::move(users)) {}

bool ConsoleBackend::sees(const dispatcher::OrganisationId& whose, const dispatcher::OrganisationId& viewer) const {
    return viewer.empty() || (!whose.empty() && parts_.programme.is_within(whose, viewer)) ||
           (whose.empty() && !parts_.programme.organisations.empty() &&
            viewer == parts_.programme.organisations.front().id);
}

asio::awaitable<console::Result<dispatcher::Ledger>> ConsoleBackend::ledger(std::chrono::sys_days day,
                                                                            dispatcher::OrganisationId organisation) {
    const auto& calendar = parts_.programme.calendar_of(organisation);
    auto ids = co_await ledger_ids(parts_.store, day, calendar.local_day(parts_.clock()));
    if (!ids) co_return for_console(ids.error());
    auto tickets = co_await parts_.store.load_tickets(std::move(*ids));
    if (!tickets) co_return for_console(tickets.error());
    std::erase_if(*tickets, [&](const auto& ticket) { return !sees(ticket.organisation, organisation); });
    auto ledger = dispatcher::make_ledger(*tickets, calendar, day, parts_.clock());
    if (day == calendar.local_day(parts_.clock())) ledger.outreach = outreach(organisation);
    co_return ledger;
}

asio::awaitable<console::Result<dispatcher::RatesReport>> ConsoleBackend::rates(
    std::chrono::sys_days first, std::chrono::sys_days last, dispatcher::OrganisationId organisation) {
    const auto offset = parts_.programme.calendar_of(organisation).utc_offset;
    const dispatcher::Time from = dispatcher::Time(first) - offset;
    const dispatcher::Time to = dispatcher::Time(last + std::chrono::days(1)) - offset;
    auto ids = co_await parts_.store.tickets_opened(from, to, static_cast<int>(rated_tickets_max) + 1);
    if (!ids) co_return for_console(ids.error());
    if (ids->size() > rated_tickets_max) co_return console::Errc::too_many;
    auto tickets = co_await parts_.store.load_tickets(std::move(*ids));
    if (!tickets) co_return for_console(tickets.error());
    std::erase_if(*tickets, [&](const auto& ticket) { return !sees(ticket.organisation, organisation); });
    co_return dispatcher::make_rates(*tickets, parts_.clock());
}

dispatcher::OutreachCount ConsoleBackend::outreach(const dispatcher::OrganisationId& viewer) const {
    dispatcher::OutreachCount count;
    for (const auto& organisation : parts_.programme.organisations) {
        if (!sees(organisation.id, viewer)) continue;
        for (const auto& id : parts_.roster.with_role(dispatcher::Role::liaison, organisation.id))
            dispatcher::count_outreach(count, parts_.roster.find(id)->person, parts_.programme, parts_.clock());
    }
    return count;
}

store::Task<std::map<dispatcher::PersonId, dispatcher::Person>> ConsoleBackend::people(
    std::vector<dispatcher::PersonId> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::map<dispatcher::PersonId, dispatcher::Person> out;
    std::vector<dispatcher::PersonId> missing;
    for (auto& id : ids) {
        if (id.empty()) continue;
        if (const auto* entry = parts_.roster.find(id))
            out.emplace(id, entry->person);
        else
            missing.push_back(std::move(id));
    }
    auto loaded = co_await parts_.store.load_people(std::move(missing));
    if (!loaded) co_return loaded.error();
    for (auto& entry : *loaded) out.emplace(entry.person.id, std::move(entry.person));
    co_return out;
}

store::Task<std::vector<console::TicketItem>> ConsoleBackend::with_names(std::vector<dispatcher::Ticket> tickets) {
    std::vector<dispatcher::PersonId> ids;
    for (const auto& ticket : tickets) ids.insert(ids.end(), {ticket.requester, ticket.owner, ticket.assignee});
    auto known = co_await people(std::move(ids));
    if (!known) co_return known.error();
    const auto find = [&](const dispatcher::PersonId& id) -> const dispatcher::Person* {
        const auto found = known->find(id);
        return found == known->end() ? nullptr : &found->second;
    };
    std::vector<console::TicketItem> items;
    for (auto& ticket : tickets) {
        console::TicketItem item;
        if (const auto* person = find(ticket.requester)) {
            item.requester_name = person->name;
            item.requester_phone = person->phone;
        }
        if (const auto* person = find(ticket.owner)) item.owner_name = person->name;
        if (const auto* person = find(ticket.assignee)) item.assignee_name = person->name;
        item.ticket = std::move(ticket);
        items.push_back(std::move(item));
    }
    co_return items;
}

asio::awaitable<console::Result<console::TicketPage>> ConsoleBackend::tickets(console::TicketFilter filter,
                                                                              console::Page page) {
    auto listed = co_await list_tickets(parts_.store, filter, page, parts_.programme, parts_.clock());
    if (!listed) co_return for_console(listed.error());
    console::TicketPage out;
    if (listed->more) out.next = console::cursor_of(listed->tickets.back());
    auto items = co_await with_names(std::move(listed->tickets));
    if (!items) co_return for_console(items.error());
    out.items = std::move(*items);
    co_return out;
}

asio::awaitable<console::Result<console::TicketView>> ConsoleBackend::ticket(dispatcher::TicketId id) {
    auto work = co_await parts_.store.load(store::about(id));
    if (!work) co_return for_console(work.error());
    const auto found = work->state.tickets.find(id);
    if (found == work->state.tickets.end()) co_return console::Errc::not_found;
    console::TicketView view;
    view.ticket = found->second;
    std::vector<dispatcher::PersonId> ids{view.ticket.requester, view.ticket.owner, view.ticket.assignee};
    if (view.ticket.offer) ids.push_back(view.ticket.offer->candidate);
    ids.insert(ids.end(), view.ticket.beside.begin(), view.ticket.beside.end());
    for (const auto* muster : {view.ticket.offer ? &view.ticket.offer->muster : nullptr, &view.ticket.muster})
        if (muster && *muster) ids.insert(ids.end(), (*muster)->members.begin(), (*muster)->members.end());
    ids.insert(ids.end(), view.ticket.declined.begin(), view.ticket.declined.end());
    ids.insert(ids.end(), view.ticket.followers.begin(), view.ticket.followers.end());
    for (const auto& event : view.ticket.history) ids.insert(ids.end(), {event.person, event.actor.person});
    std::vector<dispatcher::TicketId> among;  // where the same need may stand twice
    if (const auto household = work->state.households.find(view.ticket.household);
        household != work->state.households.end()) {
        view.household = household->second;
        among = household->second.open_tickets;
        ids.insert(ids.end(), household->second.members.begin(), household->second.members.end());
        if (household->second.pair) ids.push_back(household->second.pair->partner);
    }
    auto known = co_await people(ids);
    if (!known) co_return for_console(known.error());
    for (auto& [person_id, person] : *known) view.persons.push_back(person);
    for (const auto& event : view.ticket.history) add_account(view.persons, event.actor);
    if (const auto requester = known->find(view.ticket.requester); requester != known->end()) {
        among.insert(among.end(), requester->second.requested.begin(), requester->second.requested.end());
        for (const auto& conversation : requester->second.conversations) {
            auto talk = co_await parts_.store.load_lines(conversation);
            if (!talk) co_return for_console(talk.error());
            view.lines.insert(view.lines.end(), talk->begin(), talk->end());
        }
        std::stable_sort(view.lines.begin(), view.lines.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
    }
    auto alike = co_await duplicates(view.ticket, std::move(among));
    if (!alike) co_return for_console(alike.error());
    view.duplicates = std::move(*alike);
    co_return view;
}

void ConsoleBackend::add_account(std::vector<dispatcher::Person>& persons, const dispatcher::Actor& actor) const {
    const auto user = users_.find(actor.person.value);
    if (user == users_.end()) return;
    const auto same = [&](const auto& person) { return person.id.value == user->first; };
    if (std::any_of(persons.begin(), persons.end(), same)) return;
    dispatcher::Person account;
    account.id = dispatcher::PersonId(user->first);
    account.name = user->second.display_name;
    persons.push_back(std::move(account));
}

asio::awaitable<console::Result<std::vector<console::Candidate>>> ConsoleBackend::candidates(dispatcher::TicketId id) {
    auto work = co_await parts_.store.load(store::about(id));
    if (!work) co_return for_console(work.error());
    work->state.roster = &parts_.roster;
    const auto found = work->state.tickets.find(id);
    if (found == work->state.tickets.end()) co_return console::Errc::not_found;
    constexpr std::size_t candidates_max = 50;
    std::vector<console::Candidate> out;
    for (auto& judged :
         dispatcher::judge_all(work->state, found->second, parts_.programme, parts_.clock(), candidates_max)) {
        const auto* person = work->state.person(judged.person);
        if (person != nullptr) out.push_back({*person, judged.suitable, judged.why});
    }
    co_return out;
}

asio::awaitable<console::Result<void>> ConsoleBackend::command(dispatcher::Command command, dispatcher::Actor actor) {
    auto done = co_await engine_.command(engine::one(std::move(command)), std::move(actor));
    if (!done) co_return for_console(done.error());
    co_return console::Result<void>{};
}

asio::awaitable<console::Result<std::vector<console::CallItem>>> ConsoleBackend::calls(
    dispatcher::OrganisationId organisation) {
    auto tasks = co_await parts_.store.open_calls();
    if (!tasks) co_return for_console(tasks.error());
    std::erase_if(*tasks, [&](const auto& task) { return !sees(task.organisation, organisation); });
    std::vector<dispatcher::PersonId> ids;
    std::vector<dispatcher::TicketId> ticket_ids;
    for (const auto& task : *tasks) {
        ids.push_back(task.person);
        if (task.ticket) ticket_ids.push_back(task.ticket);
    }
    auto known = co_await people(std::move(ids));
    if (!known) co_return for_console(known.error());
    auto tickets = co_await parts_.store.load_tickets(std::move(ticket_ids));
    if (!tickets) co_return for_console(tickets.error());
    std::map<dispatcher::TicketId, dispatcher::Code> needs;
    for (const auto& ticket : *tickets) needs[ticket.id] = ticket.need;
    std::vector<console::CallItem> items;
    for (auto& task : *tasks) {
        console::CallItem item;
        if (const auto person = known->find(task.person); person != known->end()) {
            item.person_name = person->second.name;
            item.person_phone = person->second.phone;
        }
        if (task.ticket) item.need = needs[task.ticket];
        item.task = std::move(task);
        items.push_back(std::move(item));
    }
    co_return items;
}

asio::awaitable<console::Result<dispatcher::CallTask>> ConsoleBackend::call(std::string id) {
    auto task = co_await parts_.store.open_call(std::move(id));
    if (task) co_return std::move(*task);
    if (task.error() == store::Errc::not_found) co_return console::Errc::not_found;
    co_return for_console(task.error());
}

asio::awaitable<console::Result<std::vector<console::ParkedMessage>>> ConsoleBackend::parked(
    dispatcher::OrganisationId organisation) {
    auto parked = co_await parts_.store.parked();
    if (!parked) co_return for_console(parked.error());
    std::vector<dispatcher::PersonId> ids;
    for (const auto& one : *parked) ids.push_back(one.message.person);
    auto known = co_await people(std::move(ids));
    if (!known) co_return for_console(known.error());
    constexpr std::size_t parked_max = 200;
    std::vector<console::ParkedMessage> out;
    for (auto& one : *parked) {
        console::ParkedMessage shown;
        if (const auto person = known->find(one.message.person); person != known->end()) {
            shown.person_name = person->second.name;
            shown.organisation = person->second.organisation;
        }
        if (!sees(shown.organisation, organisation) || out.size() == parked_max) continue;
        shown.id = one.message.id;
        shown.person = one.message.person;
        shown.ticket = one.message.ticket;
        shown.text = std::move(one.message.text);
        shown.why = std::move(one.why);
        shown.code = one.code;
        shown.at = one.at;
        shown.waiting = one.waiting;
        out.push_back(std::move(shown));
    }
    co_return out;
}

std::unique_ptr<console::Subscription> ConsoleBackend::subscribe(
    std::function<void(const console::Change&)> on_change) {
    const int number = feed_.listen([on_change = std::move(on_change)](const store::Batch& batch) {
        for (const auto& event : batch.events)
            if (const auto change = change_of(event)) on_change(*change);
    });
    return std::make_unique<Listening>(feed_, number);
}

asio::awaitable<console::Result<std::optional<console::User>>> ConsoleBackend::user(std::string name) {
    const auto found = users_.find(name);
    if (found == users_.end()) co_return std::optional<console::User>{};
    co_return std::optional(found->second);
}

asio::awaitable<console::Result<std::optional<std::string>>> ConsoleBackend::get(std::string key) {
    auto got = co_await parts_.store.get_value(std::move(key));
    if (!got) co_return for_console(got.error());
    co_return std::move(*got);
}

asio::awaitable<console::Result<void>> ConsoleBackend::put(std::string key, std::string value,
                                                           std::chrono::seconds ttl) {
    auto done = co_await parts_.store.put_value(std::move(key), std::move(value), ttl);
    if (!done) co_return for_console(done.error());
    co_return console::Result<void>{};
}

asio::awaitable<console::Result<void>> ConsoleBackend::erase(std::string key) {
    auto done = co_await parts_.store.delete_value(std::move(key));
    if (!done) co_return for_console(done.error());
    co_return console::Result<void>{};
}

asio::awaitable<console::Result<int>> ConsoleBackend::increment(std::string key, std::chrono::seconds ttl) {
    auto count = co_await parts_.store.count_value(std::move(key), ttl);
    if (!count) co_return for_console(count.error());
    co_return static_cast<int>(*count);
}

}  // namespace warmline::backend
