#include "fake_backend.hpp"

#include <algorithm>
#include <stdexcept>

#include "dispatcher/fit.hpp"
#include "dispatcher/judge.hpp"

namespace warmline::console::testing {
namespace d = dispatcher;
namespace {

class Listening final : public Subscription {
public:
    explicit Listening(std::function<void()> end) : end_(std::move(end)) {}
    ~Listening() override { end_(); }

private:
    std::function<void()> end_;
};

}  // namespace

FakeBackend::FakeBackend(d::Programme programme) : programme_(std::move(programme)) {
    state_.roster = &roster_;
    programme_.situation = &state_.situation.emplace();
}

void FakeBackend::run(const d::Command& command, const d::Actor& actor) {
    if (const auto done = decide_and_apply(command, actor); !done) throw std::runtime_error(done.error().message());
}

Result<void> FakeBackend::decide_and_apply(const d::Command& command, const d::Actor& actor) {
    const auto decision = d::decide(state_, command, programme_, actor, clock);
    if (!decision) return decision.error();
    for (const auto& event : decision->events) take(event);
    return {};
}

void FakeBackend::take(const d::Event& event) {
    d::apply(state_, event);
    for (const auto& [id, person] : state_.persons) roster_.put(person, ++version_);
    if (d::is_of_situation(event.kind))
        tell({.what = Change::What::situation, .id = {}, .organisation = {}, .at = clock});
    if (d::is_of_household(event.kind))
        tell({.what = Change::What::household, .id = event.household.value, .organisation = {}, .at = clock});
    if (event.person_state || event.kind == d::EventKind::calendar_given)
        tell({.what = Change::What::person, .id = event.person.value, .organisation = {}, .at = clock});
    if (event.kind == d::EventKind::call_task_opened) calls_[event.call_task->id] = *event.call_task;
    if (event.kind == d::EventKind::call_task_done) calls_.erase(event.call_task->id);
    if (event.call_task) {
        tell({.what = Change::What::call,
              .id = event.call_task->id,
              .organisation = event.call_task->organisation,
              .at = clock});
    }
    if (const auto it = state_.tickets.find(event.ticket); it != state_.tickets.end()) {
        tell({.what = Change::What::ticket,
              .id = it->first.value,
              .organisation = it->second.organisation,
              .at = clock});
    }
}

void FakeBackend::turn_to(d::Time until) {
    for (;;) {
        std::optional<std::pair<d::Time, d::TicketId>> first;
        for (const auto& [id, ticket] : state_.tickets) {
            const auto due = d::next_due(ticket, programme_);
            if (due && *due <= until && (!first || *due < first->first)) first = {*due, id};
        }
        if (!first) break;
        clock = std::max(clock, first->first);
        run(d::Tick{first->second});
    }
    clock = std::max(clock, until);
}

void FakeBackend::tell(const Change& change) {
    for (const auto& listener : listeners_) listener(change);
}

const d::Ticket& FakeBackend::at(const std::string& id) const { return state_.tickets.at(d::TicketId{id}); }

d::Person FakeBackend::who_is(const d::PersonId& id) const {
    const auto* found = state_.person(id);
    return found ? *found : d::Person{};
}

TicketItem FakeBackend::with_names(const d::Ticket& ticket) const {
    const auto requester = who_is(ticket.requester);
    return {.ticket = ticket,
            .requester_name = requester.name,
            .requester_phone = requester.phone,
            .owner_name = who_is(ticket.owner).name,
            .assignee_name = who_is(ticket.assignee).name};
}

asio::awaitable<Result<d::Ledger>> FakeBackend::ledger(std::chrono::sys_days day, d::OrganisationId organisation) {
    if (away) co_return Errc::unavailable;
    if (before_ledger) co_await before_ledger();
    std::vector<d::Ticket> all;
    for (const auto& [id, ticket] : state_.tickets) {
        if (programme_.is_within(ticket.organisation, organisation)) all.push_back(ticket);
    }
    auto ledger = d::make_ledger(all, programme_.calendar_of(organisation), day, clock);
    if (day == programme_.calendar_of(organisation).local_day(clock))
        ledger.outreach = d::OutreachCount{.liaisons = 12, .asked = 11, .answered = 9, .nothing = 4, .none = 1};
    co_return ledger;
}

asio::awaitable<Result<d::RatesReport>> FakeBackend::rates(std::chrono::sys_days first, std::chrono::sys_days last,
                                                           d::OrganisationId organisation) {
    if (away) co_return Errc::unavailable;
    const auto& calendar = programme_.calendar_of(organisation);
    std::vector<d::Ticket> opened;
    for (const auto& [id, ticket] : state_.tickets) {
        const auto day = calendar.local_day(ticket.opened);
        if (day < first || day > last || !programme_.is_within(ticket.organisation, organisation)) continue;
        opened.push_back(ticket);
    }
    co_return d::make_rates(opened, clock);
}

asio::awaitable<Result<TicketPage>> FakeBackend::tickets(TicketFilter filter, Page page) {
    if (away) co_return Errc::unavailable;
    std::optional<Cursor> after;
    if (!page.after.empty()) {
        const auto parsed = parse_cursor(page.after);
        if (!parsed) co_return parsed.error();
        after = *parsed;
    }
    std::vector<d::Ticket> found;
    for (const auto& [id, ticket] : state_.tickets) {
        if (after && !after->precedes(ticket)) continue;
        if (matches(ticket, who_is(ticket.requester).phone, filter, programme_, clock)) found.push_back(ticket);
    }
    std::ranges::sort(found, listed_before);
    TicketPage out;
    for (const auto& ticket : found) {
        if (out.items.size() == page.limit) {
            out.next = cursor_of(out.items.back().ticket);
            break;
        }
        out.items.push_back(with_names(ticket));
    }
    co_return out;
}

asio::awaitable<Result<TicketView>> FakeBackend::ticket(d::TicketId id) {
    if (away) co_return Errc::unavailable;
    const auto it = state_.tickets.find(id);
    if (it == state_.tickets.end()) co_return Errc::not_found;
    TicketView view{.ticket = it->second, .household = {}, .persons = {}, .duplicates = {}, .lines = {}};
    std::set<d::PersonId> ids{view.ticket.requester, view.ticket.owner, view.ticket.assignee};
    if (const auto home = state_.households.find(view.ticket.household); home != state_.households.end()) {
        view.household = home->second;
        ids.insert(home->second.members.begin(), home->second.members.end());
        if (home->second.pair) ids.insert(home->second.pair->partner);
    }
    for (const auto& event : view.ticket.history) {
        ids.insert({event.person, event.actor.person});
        if (event.offer) ids.insert(event.offer->candidate);
        for (const auto* muster : {event.offer ? &event.offer->muster : nullptr, &event.muster})
            if (muster && *muster) ids.insert((*muster)->members.begin(), (*muster)->members.end());
    }
    for (const auto& one : ids) {
        if (const auto account = users.find(one.value); account != users.end()) {
            d::Person who;
            who.id = one;
            who.name = account->second.display_name;
            view.persons.push_back(std::move(who));
        } else if (const auto* known = state_.person(one)) {
            view.persons.push_back(*known);
        }
    }
    if (!d::is_over(view.ticket.state)) {
        for (const auto& other : d::duplicates_of(state_, view.ticket))
            view.duplicates.push_back(with_names(state_.tickets.at(other)));
    }
    if (const auto said = lines.find(view.ticket.requester); said != lines.end()) view.lines = said->second;
    co_return view;
}

asio::awaitable<Result<std::vector<Candidate>>> FakeBackend::candidates(d::TicketId id) {
    if (away) co_return Errc::unavailable;
    const auto it = state_.tickets.find(id);
    if (it == state_.tickets.end()) co_return Errc::not_found;
    const auto& ticket = it->second;
    const d::Service fallback;
    const auto* service = programme_.service(ticket.need);
    const d::Search search{.programme = programme_,
                           .ticket = ticket,
                           .service = service ? *service : fallback,
                           .household = nullptr,
                           .requester = nullptr,
                           .known = {},
                           .now = clock};
    const d::Judge judge(search);
    std::vector<Candidate> out;
    for (const auto& [key, person] : state_.persons) {
        if (!person.helper || key == ticket.requester || key == ticket.assignee) continue;
        const d::Person* one[] = {&person};
        const auto choice = d::choose(search, one);
        const auto obstacle = judge.against(person);
        out.push_back({person, choice.has_value(),
                       choice     ? choice->why
                       : obstacle ? std::string(d::say(*obstacle))
                                  : std::string("暂不能接单")});
    }
    std::ranges::stable_sort(out, [](const Candidate& a, const Candidate& b) { return a.suitable > b.suitable; });
    co_return out;
}

asio::awaitable<Result<void>> FakeBackend::command(d::Command command, d::Actor actor) {
    if (away) co_return Errc::unavailable;
    co_return decide_and_apply(command, actor);
}

asio::awaitable<Result<std::vector<CallItem>>> FakeBackend::calls(d::OrganisationId organisation) {
    if (away) co_return Errc::unavailable;
    std::vector<CallItem> out;
    for (const auto& [id, task] : calls_) {
        if (!programme_.is_within(task.organisation, organisation)) continue;
        const auto ticket = state_.tickets.find(task.ticket);
        const auto who = who_is(task.person);
        out.push_back({.task = task,
                       .person_name = who.name,
                       .person_phone = who.phone,
                       .need = ticket == state_.tickets.end() ? d::Code{} : ticket->second.need});
    }
    std::ranges::stable_sort(out, [](const CallItem& a, const CallItem& b) {
        return std::pair(!a.task.urgent, a.task.opened) < std::pair(!b.task.urgent, b.task.opened);
    });
    co_return out;
}

asio::awaitable<Result<d::CallTask>> FakeBackend::call(std::string id) {
    if (away) co_return Errc::unavailable;
    const auto found = calls_.find(id);
    if (found == calls_.end()) co_return Errc::not_found;
    co_return found->second;
}

asio::awaitable<Result<std::vector<ParkedMessage>>> FakeBackend::parked(d::OrganisationId organisation) {
    if (away) co_return Errc::unavailable;
    std::vector<ParkedMessage> out;
    std::ranges::copy_if(parked_messages, std::back_inserter(out), [&](const ParkedMessage& message) {
        return programme_.is_within(message.organisation, organisation);
    });
    co_return out;
}

Result<void> FakeBackend::settle_parked(const std::string& id, const std::string& note, const d::Actor& actor) {
    const auto it = std::ranges::find(parked_messages, id, &ParkedMessage::id);
    if (it == parked_messages.end()) return Errc::not_found;
    const auto message = *it;
    parked_messages.erase(it);
    tell({.what = Change::What::parked, .id = id, .organisation = message.organisation, .at = clock});
    if (message.ticket.empty()) return {};
    return decide_and_apply(d::AddNote{message.ticket, note}, actor);
}

asio::awaitable<Result<void>> FakeBackend::retry_parked(std::string id, d::Actor actor) {
    if (away) co_return Errc::unavailable;
    co_return settle_parked(id, "重新发送没能送达的消息", actor);
}

asio::awaitable<Result<void>> FakeBackend::dismiss_parked(std::string id, std::string reason, d::Actor actor) {
    if (away) co_return Errc::unavailable;
    co_return settle_parked(id, "没能送达的消息不再发送：" + reason, actor);
}

std::unique_ptr<Subscription> FakeBackend::subscribe(std::function<void(const Change&)> on_change) {
    const auto it = listeners_.insert(listeners_.end(), std::move(on_change));
    return std::make_unique<Listening>([this, it] { listeners_.erase(it); });
}

asio::awaitable<Result<std::optional<User>>> FakeBackend::user(std::string name) {
    if (away) co_return Errc::unavailable;
    const auto it = users.find(name);
    if (it == users.end()) co_return std::nullopt;
    co_return it->second;
}

asio::awaitable<Result<std::optional<std::string>>> FakeBackend::get(std::string key) {
    if (away) co_return Errc::unavailable;
    const auto it = values.find(key);
    if (it == values.end()) co_return std::nullopt;
    co_return it->second;
}

asio::awaitable<Result<void>> FakeBackend::put(std::string key, std::string value, std::chrono::seconds) {
    if (away) co_return Errc::unavailable;
    values[key] = std::move(value);
    co_return Result<void>{};
}

asio::awaitable<Result<void>> FakeBackend::erase(std::string key) {
    if (away) co_return Errc::unavailable;
    values.erase(key);
    co_return Result<void>{};
}

asio::awaitable<Result<int>> FakeBackend::increment(std::string key, std::chrono::seconds) {
    if (away) co_return Errc::unavailable;
    auto& value = values[key];
    value = std::to_string(value.empty() ? 1 : std::stoi(value) + 1);
    co_return std::stoi(value);
}

}  // namespace warmline::console::testing
