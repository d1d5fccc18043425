#include "commit_plan.hpp"

#include "dispatcher/backlog.hpp"
#include "dispatcher/json.hpp"

namespace warmline::store {
namespace {

using nlohmann::json;

std::int64_t score(dispatcher::Time t) { return dispatcher::to_ms(t); }

}  // namespace

bool CommitPlan::write(const std::string& key, std::string text, std::vector<std::string> links) {
    const auto loaded = work_.loaded.find(key);
    if (loaded != work_.loaded.end() && loaded->second == text) return false;
    const auto known = work_.versions.find(key);
    const std::uint64_t version = known == work_.versions.end() ? 0 : known->second;
    ops_.check(key, version);
    ops_.set(key, redis::Record{version + 1, std::move(links), vault_.seal(key, text)}.encode());
    next_.insert_or_assign(key, std::pair(version + 1, std::move(text)));
    return true;
}

void CommitPlan::add(const Changes& changes, const std::string& origin) {
    if (changes.seen) write_seen(*changes.seen);
    if (changes.write_conversation) write_conversation();
    if (!changes.events.empty()) {
        write_state(changes.now);
        write_calls(changes.events);
        write_events(changes.events, origin);
    }
    write_outgoing(changes.outgoing);
    write_examples(changes.examples);
    if (changes.timer_done) settle_timer(*changes.timer_done);
    if (changes.home_timer_done) settle_timer(*changes.home_timer_done);
    if (changes.flush_lane)
        for (const auto& lane : lanes_of(*changes.flush_lane)) ops_.zadd(keys_.outbox(), score(changes.now), lane);
}

/// The first answer stays, unless it was loaded and is changed knowingly.
void CommitPlan::write_seen(const std::pair<std::string, std::string>& seen) {
    const auto key = keys_.seen(seen.first);
    const auto known = work_.versions.find(key);
    const std::uint64_t version = known == work_.versions.end() ? 0 : known->second;
    if (version == 0)
        ops_.absent(key);
    else
        ops_.check(key, version);
    ops_.setex(key, std::chrono::seconds(seen_kept).count(),
               redis::Record{version + 1, {}, vault_.seal(key, seen.second)}.encode());
}

void CommitPlan::write_conversation() {
    const auto& record = *work_.conversation;
    json j{{"c", bot::to_json(record.conversation)}};
    if (record.waiting) j["w"] = true;
    write(keys_.conversation(record.conversation.id), j.dump(), links_of(keys_, record.conversation));
}

void CommitPlan::write_state(dispatcher::Time now) {
    for (const auto& [id, household] : work_.state.households) write_household(household);
    for (const auto& [id, person] : work_.state.persons) write_person(person);
    for (const auto& [id, ticket] : work_.state.tickets) write_ticket(ticket, now);
    if (work_.state.situation) write(keys_.situation(), dispatcher::to_json(*work_.state.situation).dump(), {});
}

void CommitPlan::write_household(const dispatcher::Household& household) {
    const auto key = keys_.household(household.id);
    dispatcher::Household before;
    const auto text = work_.loaded.find(key);
    if (text != work_.loaded.end()) before = dispatcher::household_from(json::parse(text->second));
    if (!write(key, dispatcher::to_json(household).dump(), {})) return;
    if (text == work_.loaded.end()) ops_.sadd(keys_.homes(), household.id.value);
    const auto were = looking_after(before), are = looking_after(household);
    for (const auto& person : were)
        if (!are.contains(person)) ops_.srem(keys_.families(person), household.id.value);
    for (const auto& person : are)
        if (!were.contains(person)) ops_.sadd(keys_.families(person), household.id.value);
    if (household.waits)
        ops_.zadd(keys_.unpaired(), score(household.waits->since), household.id.value);
    else if (before.waits)
        ops_.zrem(keys_.unpaired(), household.id.value);
    const auto due = dispatcher::next_due(household);
    if (due != dispatcher::next_due(before)) set_timer(household);
}

void CommitPlan::set_timer(const dispatcher::Household& household) {
    if (const auto due = dispatcher::next_due(household))
        ops_.zadd(keys_.timers(), score(*due), Keys::timer_of(household.id));
    else
        ops_.zrem(keys_.timers(), Keys::timer_of(household.id));
}

void CommitPlan::settle_timer(const dispatcher::HouseholdId& id) {
    ops_.zrem(keys_.timer_leases(), Keys::timer_of(id));
    const auto found = work_.state.households.find(id);
    if (found == work_.state.households.end()) return;
    const auto key = keys_.household(id);
    if (!next_.contains(key)) ops_.check(key, work_.versions[key]);
    set_timer(found->second);  // claiming took it away, whatever changed
}

void CommitPlan::write_person(const dispatcher::Person& person) {
    const auto key = keys_.person(person.id);
    const bool fresh = !work_.versions.contains(key);
    // A person who came from the roster was not loaded here, only his or her version is known.
    const auto* entry = fresh && work_.state.roster != nullptr ? work_.state.roster->find(person.id) : nullptr;
    if (entry != nullptr) work_.versions[key] = entry->version;
    std::optional<dispatcher::Person> before;
    if (const auto text = work_.loaded.find(key); text != work_.loaded.end())
        before = dispatcher::person_from(json::parse(text->second));
    else if (entry != nullptr)
        before = entry->person;
    if (!write(key, dispatcher::to_json(person).dump(), links_of(keys_, person))) return;
    if (fresh) ops_.sadd(keys_.people(), person.id.value);
    const bool helped = before && in_roster(*before);
    if (in_roster(person))
        ops_.sadd(keys_.roster(), person.id.value);
    else if (helped)
        ops_.srem(keys_.roster(), person.id.value);
    if (in_roster(person) || helped) helpers_.push_back(person.id.value);
    write_phone(person, before ? before->phone : std::string());
}

void CommitPlan::write_phone(const dispatcher::Person& person, const std::string& before) {
    if (person.phone == before) return;
    if (!before.empty()) ops_.del(keys_.phone(vault_.hash("phone", before)));
    if (person.phone.empty()) return;
    const auto index = keys_.phone(vault_.hash("phone", person.phone));
    std::vector<std::string> links(1, keys_.person(person.id));
    ops_.set(index, redis::Record{1, std::move(links), vault_.seal(index, person.id.value)}.encode());
}

void CommitPlan::write_ticket(const dispatcher::Ticket& ticket, dispatcher::Time now) {
    const auto key = keys_.ticket(ticket.id);
    const bool fresh = !work_.versions.contains(key);
    if (!write(key, dispatcher::to_json(ticket).dump(), links_of(keys_, ticket))) return;
    const auto& calendar = programme_.calendar_of(ticket.organisation);
    ops_.sadd(keys_.day(calendar.local_day(now)), ticket.id.value);
    if (ticket.group) ops_.sadd(keys_.group(ticket.group), ticket.id.value);
    if (fresh) ops_.zadd(keys_.tickets(), score(ticket.opened), ticket.id.value);
    if (dispatcher::is_over(ticket.state))
        ops_.zrem(keys_.open_tickets(), ticket.id.value);
    else
        ops_.zadd(keys_.open_tickets(), score(ticket.opened), ticket.id.value);
    if (ticket.unplaced)
        ops_.zadd(keys_.unplaced(), dispatcher::urgency_score(ticket), ticket.id.value);
    else if (!fresh)
        ops_.zrem(keys_.unplaced(), ticket.id.value);
    set_timer(ticket);
}

void CommitPlan::set_timer(const dispatcher::Ticket& ticket) {
    if (const auto due = dispatcher::next_due(ticket, programme_))
        ops_.zadd(keys_.timers(), score(*due), ticket.id.value);
    else
        ops_.zrem(keys_.timers(), ticket.id.value);
}

void CommitPlan::settle_timer(const dispatcher::TicketId& id) {
    ops_.zrem(keys_.timer_leases(), id.value);
    // Claiming took the timer away; it comes back even if nothing was due after all.
    const auto found = work_.state.tickets.find(id);
    if (found == work_.state.tickets.end()) return;
    const auto key = keys_.ticket(id);
    if (next_.contains(key)) return;  // written with its timer
    ops_.check(key, work_.versions[key]);
    set_timer(found->second);
}

void CommitPlan::write_calls(const std::vector<dispatcher::Event>& events) {
    for (const auto& event : events) {
        if (!event.call_task) continue;
        const auto& task = *event.call_task;
        write(keys_.call_task(task.id), dispatcher::to_json(task).dump(), {});
        if (task.done)
            ops_.zrem(keys_.calls(), task.id);
        else
            ops_.zadd(keys_.calls(), call_score(task), task.id);
    }
}

void CommitPlan::write_events(const std::vector<dispatcher::Event>& events, const std::string& origin) {
    json list = json::array();
    for (const auto& event : events) list.push_back(dispatcher::to_json(event));
    json batch{{"e", std::move(list)}};
    if (!helpers_.empty()) batch["p"] = helpers_;
    ops_.xadd(keys_.events(), origin + origin_end + vault_.seal(events_place(keys_, origin), batch.dump()));
}

void CommitPlan::write_outgoing(const std::vector<Outgoing>& outgoing) {
    for (const auto& message : outgoing) {
        const auto lane = keys_.outbox_lane(message.lane());
        ops_.rpush(lane, vault_.seal(lane, to_json(message).dump()));
        ops_.zaddlt(keys_.outbox(), score(message.not_before), message.lane());
    }
}

void CommitPlan::write_examples(const std::vector<KeptExample>& examples) {
    for (const auto& kept : examples) {
        const auto key = keys_.example(kept.id);
        ops_.setex(key, std::chrono::seconds(example_kept).count(),
                   vault_.seal(key, bot::to_json(kept.example).dump()));
        ops_.zadd(keys_.examples(), score(kept.at), kept.id);
    }
}

void CommitPlan::written() {
    for (auto& [key, value] : next_) {
        work_.versions[key] = value.first;
        work_.loaded[key] = std::move(value.second);
    }
}

}  // namespace warmline::store
