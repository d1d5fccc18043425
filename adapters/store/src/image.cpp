#include "image.hpp"

#include <charconv>

#include "dispatcher/backlog.hpp"
#include "dispatcher/json.hpp"
#include "store/events.hpp"

namespace warmline::store {
namespace {

std::int64_t number_of(const dispatcher::TicketId& id) {
    std::int64_t number = 0;
    std::from_chars(id.value.data(), id.value.data() + id.value.size(), number);
    return number;
}

}  // namespace

void Fold::add(const Batch& batch) {
    ++batches_;
    std::map<dispatcher::PersonId, std::string> phones;
    std::set<dispatcher::TicketId> tickets;
    for (const auto& event : batch.events) {
        if (event.person_state) {
            const auto known = state_.persons.find(event.person_state->id);
            phones.try_emplace(event.person_state->id, known == state_.persons.end() ? "" : known->second.phone);
        }
        dispatcher::apply(state_, event);
        if (event.ticket) tickets.insert(event.ticket);
        if (event.call_task) calls_.insert_or_assign(event.call_task->id, *event.call_task);
    }
    for (const auto& [id, before] : phones) note_phone(id, before);
    if (batch.events.empty()) return;
    for (const auto& id : tickets) {
        const auto ticket = state_.tickets.find(id);
        if (ticket == state_.tickets.end()) continue;
        const auto& calendar = store_.programme().calendar_of(ticket->second.organisation);
        days_[calendar.local_day(batch.events.back().at)].insert(id.value);
    }
}

void Fold::note_phone(const dispatcher::PersonId& id, const std::string& before) {
    const auto& phone = state_.persons.at(id).phone;
    if (phone == before) return;
    phones_.erase(before);
    if (!phone.empty()) phones_.insert_or_assign(phone, id);
}

Image Fold::image() const {
    Image image;
    put_tickets(image);
    put_people(image);
    put_households(image);
    put_calls(image);
    if (state_.situation) image.snapshots[keys_.situation()] = {dispatcher::to_json(*state_.situation).dump(), {}};
    return image;
}

void Fold::put_tickets(Image& image) const {
    auto& all = image.zsets[keys_.tickets()];
    auto& open = image.zsets[keys_.open_tickets()];
    auto& timers = image.zsets[keys_.timers()];
    auto& unplaced = image.zsets[keys_.unplaced()];
    for (const auto& [id, ticket] : state_.tickets) {
        image.snapshots[keys_.ticket(id)] = {dispatcher::to_json(ticket).dump(), links_of(keys_, ticket)};
        all[id.value] = dispatcher::to_ms(ticket.opened);
        if (!dispatcher::is_over(ticket.state)) open[id.value] = dispatcher::to_ms(ticket.opened);
        if (ticket.group) image.sets[keys_.group(ticket.group)].insert(id.value);
        if (ticket.unplaced) unplaced[id.value] = dispatcher::urgency_score(ticket);
        if (const auto due = dispatcher::next_due(ticket, store_.programme()))
            timers[id.value] = dispatcher::to_ms(*due);
        image.numbers_given = std::max(image.numbers_given, number_of(id) - Store::number_before_first);
    }
    for (const auto& [day, ids] : days_) image.sets[keys_.day(day)] = ids;
}

void Fold::put_people(Image& image) const {
    auto& people = image.sets[keys_.people()];
    auto& roster = image.sets[keys_.roster()];
    for (const auto& [id, person] : state_.persons) {
        image.snapshots[keys_.person(id)] = {dispatcher::to_json(person).dump(), links_of(keys_, person)};
        people.insert(id.value);
        if (in_roster(person)) roster.insert(id.value);
    }
    for (const auto& [phone, id] : phones_) {
        std::vector<std::string> links(1, keys_.person(id));
        image.snapshots[keys_.phone(store_.vault().hash("phone", phone))] = {id.value, std::move(links)};
    }
}

void Fold::put_households(Image& image) const {
    auto& homes = image.sets[keys_.homes()];
    auto& unpaired = image.zsets[keys_.unpaired()];
    for (const auto& [id, household] : state_.households) {
        image.snapshots[keys_.household(id)] = {dispatcher::to_json(household).dump(), {}};
        homes.insert(id.value);
        for (const auto& person : looking_after(household)) image.sets[keys_.families(person)].insert(id.value);
        if (household.waits) unpaired[id.value] = dispatcher::to_ms(household.waits->since);
        if (const auto due = dispatcher::next_due(household))
            image.zsets[keys_.timers()][Keys::timer_of(id)] = dispatcher::to_ms(*due);
    }
}

void Fold::put_calls(Image& image) const {
    auto& open = image.zsets[keys_.calls()];
    for (const auto& [id, task] : calls_) {
        image.snapshots[keys_.call_task(id)] = {dispatcher::to_json(task).dump(), {}};
        if (!task.done) open[id] = call_score(task);
    }
}

Task<Fold> fold_events(Store& store) {
    Fold fold(store);
    const BatchVisitor add = [&fold](const Batch& batch) { fold.add(batch); };
    if (auto done = co_await each_batch(store, add); !done) co_return done.error();
    co_return fold;
}

}  // namespace warmline::store
