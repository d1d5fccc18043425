#include "store/store.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "codec.hpp"
#include "commit_plan.hpp"
#include "dispatcher/json.hpp"
#include "redis/claim.hpp"

namespace warmline::store {
namespace {

using nlohmann::json;

std::vector<std::string> texts(const redis::Value& value) {
    std::vector<std::string> out;
    for (const auto& item : value.items()) out.push_back(item.text());
    return out;
}

std::vector<redis::Command> both(redis::Command first, redis::Command second) {
    std::vector<redis::Command> out;
    out.push_back(std::move(first));
    out.push_back(std::move(second));
    return out;
}

std::vector<std::string> one(std::string key) { return std::vector<std::string>(1, std::move(key)); }

Result<Outgoing> open_outgoing(const Vault& vault, const std::string& place, const std::string& sealed) {
    auto text = vault.unseal(place, sealed);
    if (!text) return text.error();
    try {
        return outgoing_from(json::parse(*text));
    } catch (const json::exception&) {
        return Errc::damaged;
    }
}

template <class IdType>
std::vector<IdType> ids(const redis::Value& value) {
    std::vector<IdType> out;
    for (const auto& item : value.items()) out.emplace_back(item.text());
    return out;
}

/// What was loaded before stays as it is.
void add(Work& work, Work&& more) {
    work.state.tickets.merge(std::move(more.state.tickets));
    work.state.persons.merge(std::move(more.state.persons));
    work.state.households.merge(std::move(more.state.households));
    work.versions.merge(std::move(more.versions));
    work.loaded.merge(std::move(more.loaded));
}

/// One half the first, the others drawn from the rest.
/// @param first   in order, `count_max` of them
/// @param sample  different ones, drawn from all of them, as many
std::vector<dispatcher::TicketId> first_and_drawn(std::vector<dispatcher::TicketId> first,
                                                  std::vector<dispatcher::TicketId> sample) {
    const auto half = first.size() / 2, all = first.size();
    first.resize(half);
    const std::set<dispatcher::TicketId> taken(first.begin(), first.end());
    std::ranges::shuffle(sample, std::mt19937{std::random_device{}()});  // Redis gives them in no random order
    for (auto& id : sample)
        if (first.size() < all && !taken.contains(id)) first.push_back(std::move(id));
    return first;
}

}  // namespace

Store::Store(redis::Client& client, Vault vault, Keys keys, const dispatcher::Programme& programme, std::string origin)
    : client_(client), vault_(vault), keys_(std::move(keys)), programme_(programme), origin_(std::move(origin)) {}

Task<Work> Store::load_keys(std::vector<std::string> roots, redis::Depth depth) {
    auto records = co_await redis::load(client_, std::move(roots), depth);
    if (!records) co_return records.error();
    Work work;
    for (const auto& [key, record] : *records) {
        if (!record) continue;
        if (auto placed = place(vault_, keys_, key, *record, work); !placed) co_return placed.error();
    }
    co_return work;
}

Task<Work> Store::load_conversation(dispatcher::ConversationId id, std::string seen_hash, std::string phone_hash) {
    auto roots = one(keys_.conversation(id));
    if (!seen_hash.empty()) roots.push_back(keys_.seen(seen_hash));
    if (!phone_hash.empty()) roots.push_back(keys_.phone(phone_hash));
    co_return co_await load_keys(std::move(roots), redis::Depth::three);
}

Task<Work> Store::load(Roots roots) {
    std::vector<std::string> names;
    for (const auto& id : roots.tickets) names.push_back(keys_.ticket(id));
    for (const auto& id : roots.persons) names.push_back(keys_.person(id));
    for (const auto& id : roots.households) names.push_back(keys_.household(id));
    for (const auto& id : roots.calls) names.push_back(keys_.call_task(id));
    if (names.empty()) co_return Work{};
    co_return co_await load_keys(std::move(names), roots.persons.empty() ? redis::Depth::one : redis::Depth::two);
}

Task<void> Store::load_more(Work& work, Roots roots) {
    auto more = co_await load(std::move(roots));
    if (!more) co_return more.error();
    add(work, std::move(*more));
    co_return boost::system::result<void>{};
}

Task<void> Store::load_families(Work& work, dispatcher::PersonId partner) {
    constexpr std::size_t families_max = 50;  // of one partner; a liaison may have a team's
    auto members = co_await client_.call(redis::Command("SMEMBERS", keys_.families(partner)));
    if (!members) co_return members.error();
    auto families = ids<dispatcher::HouseholdId>(*members);
    if (families.size() > families_max) families.resize(families_max);
    co_return co_await load_homes(work, std::move(families));
}

Task<void> Store::load_missing(Work& work, std::vector<std::string> wanted) {
    std::erase_if(wanted, [&](const std::string& key) { return work.versions.contains(key); });
    if (wanted.size() > redis::load_values_max) wanted.resize(redis::load_values_max);
    if (wanted.empty()) co_return boost::system::result<void>{};
    auto more = co_await load_keys(std::move(wanted), redis::Depth::roots);
    if (!more) co_return more.error();
    add(work, std::move(*more));
    co_return boost::system::result<void>{};
}

Task<void> Store::load_homes(Work& work, std::vector<dispatcher::HouseholdId> homes) {
    std::vector<std::string> wanted;
    for (const auto& id : homes) wanted.push_back(keys_.household(id));
    if (auto done = co_await load_missing(work, std::move(wanted)); !done) co_return done;
    wanted.clear();
    for (const auto& id : homes) {
        const auto home = work.state.households.find(id);
        if (home == work.state.households.end()) continue;
        for (const auto& person : home->second.members) wanted.push_back(keys_.person(person));
        for (const auto& ticket : home->second.open_tickets) wanted.push_back(keys_.ticket(ticket));
    }
    co_return co_await load_missing(work, std::move(wanted));
}

Task<void> Store::load_series(Work& work, const dispatcher::HouseholdId& home) {
    std::vector<std::string> wanted;
    if (const auto found = work.state.households.find(home); found != work.state.households.end())
        for (const auto& series : found->second.series) wanted.push_back(keys_.ticket(series.ticket));
    co_return co_await load_missing(work, std::move(wanted));
}

Task<void> Store::load_situation(Work& work) {
    const auto key = keys_.situation();
    auto got = co_await client_.call(redis::Command("GET", key));
    if (!got) co_return got.error();
    work.state.situation.emplace();
    if (got->is_nil()) co_return boost::system::result<void>{};
    auto record = redis::Record::decode(got->text());
    if (!record) co_return record.error();
    auto text = vault_.unseal(key, record->payload);
    if (!text) co_return text.error();
    try {
        work.state.situation = dispatcher::situation_from(json::parse(*text));
    } catch (const json::exception&) {
        co_return Errc::damaged;
    }
    work.state.situation->version = work.versions[key] = record->version;
    work.loaded[key] = std::move(*text);
    co_return boost::system::result<void>{};
}

Task<void> Store::commit(Work& work, const Changes& changes) {
    CommitPlan plan(vault_, keys_, programme_, work);
    plan.add(changes, origin_);
    auto done = co_await client_.call(plan.command());
    if (!done) co_return done.error();
    plan.written();
    co_return boost::system::result<void>{};
}

Task<std::vector<std::string>> Store::claim_timers(dispatcher::Time now, std::chrono::milliseconds lease, int max) {
    redis::ClaimKeys places{keys_.timers(), keys_.timer_leases()};
    co_return co_await redis::claim(client_, std::move(places), now, lease, max);
}

Task<std::vector<std::string>> Store::claim_lanes(dispatcher::Time now, std::chrono::milliseconds lease, int max) {
    redis::ClaimKeys places{keys_.outbox(), keys_.outbox_leases()};
    co_return co_await redis::claim(client_, std::move(places), now, lease, max);
}

Task<Store::LaneHead> Store::lane_head(std::string lane) {
    const auto place = keys_.outbox_lane(lane);
    auto replies = co_await client_.pipeline(both(redis::Command("LINDEX", place, "0"), redis::Command("LLEN", place)));
    if (!replies) co_return replies.error();
    for (const auto& reply : *replies)
        if (reply.is_error()) co_return redis::error_of(reply);
    LaneHead head;
    head.length = static_cast<std::size_t>((*replies)[1].integer());
    const dispatcher::ConversationId conversation(conversation_of(std::move(lane)));
    auto work = co_await load_keys(one(keys_.conversation(conversation)), redis::Depth::roots);
    if (!work) co_return work.error();
    head.work = std::move(*work);
    if ((*replies)[0].is_nil()) co_return head;
    auto message = open_outgoing(vault_, place, (*replies)[0].text());
    if (!message) co_return message.error();
    head.message = std::move(*message);
    co_return head;
}

Task<std::vector<Outgoing>> Store::not_parked(std::string lane) {
    const auto place = keys_.outbox_lane(lane);
    auto got = co_await client_.call(redis::Command("LRANGE", place, "0", "99"));
    if (!got) co_return got.error();
    std::vector<Outgoing> messages;
    redis::Command which("HMGET", keys_.parked());
    for (const auto& item : got->items()) {
        auto message = open_outgoing(vault_, place, item.text());
        if (!message) co_return message.error();
        which.push_back(message->id);
        messages.push_back(std::move(*message));
    }
    if (messages.empty()) co_return messages;
    auto shown = co_await client_.call(std::move(which));
    if (!shown) co_return shown.error();
    std::vector<Outgoing> out;
    for (std::size_t i = 0; i < messages.size(); ++i)
        if (shown->items()[i].is_nil()) out.push_back(std::move(messages[i]));
    co_return out;
}

Task<void> Store::settle_lane(const LaneSettlement& settlement, Work* work) {
    Work none;
    CommitPlan plan(vault_, keys_, programme_, work != nullptr ? *work : none);
    if (work != nullptr) plan.write_conversation();
    auto& ops = plan.ops();
    if (settlement.pop) ops.lpop(keys_.outbox_lane(settlement.lane));
    for (const auto& parked : settlement.park)
        ops.hset(keys_.parked(), parked.message.id, vault_.seal(keys_.parked(), to_json(parked).dump()));
    if (!settlement.unpark.empty()) ops.hdel(keys_.parked(), settlement.unpark);
    if (!settlement.keep_lease) ops.zrem(keys_.outbox_leases(), settlement.lane);
    if (settlement.again) ops.zaddlt(keys_.outbox(), dispatcher::to_ms(*settlement.again), settlement.lane);
    if (ops.empty()) co_return boost::system::result<void>{};
    auto done = co_await client_.call(plan.command());
    if (!done) co_return done.error();
    plan.written();
    co_return boost::system::result<void>{};
}

Task<std::vector<Parked>> Store::parked() {
    auto got = co_await client_.call(redis::Command("HVALS", keys_.parked()));
    if (!got) co_return got.error();
    std::vector<Parked> out;
    for (const auto& item : got->items()) {
        auto text = vault_.unseal(keys_.parked(), item.text());
        if (!text) co_return text.error();
        try {
            out.push_back(parked_from(json::parse(*text)));
        } catch (const json::exception&) {
            co_return Errc::damaged;
        }
    }
    std::sort(out.begin(), out.end(), [](const Parked& a, const Parked& b) { return a.at > b.at; });
    co_return out;
}

Task<std::vector<dispatcher::Roster::Entry>> Store::load_people(std::vector<dispatcher::PersonId> people) {
    std::vector<dispatcher::Roster::Entry> entries;
    constexpr std::size_t at_once = 200;
    for (std::size_t from = 0; from < people.size(); from += at_once) {
        std::vector<std::string> roots;
        for (std::size_t i = from; i < std::min(people.size(), from + at_once); ++i)
            roots.push_back(keys_.person(people[i]));
        auto work = co_await load_keys(std::move(roots), redis::Depth::roots);
        if (!work) co_return work.error();
        for (auto& [id, person] : work->state.persons)
            entries.push_back({std::move(person), work->versions.at(keys_.person(id))});
    }
    co_return entries;
}

Task<std::vector<dispatcher::Roster::Entry>> Store::load_roster() {
    auto members = co_await client_.call(redis::Command("SMEMBERS", keys_.roster()));
    if (!members) co_return members.error();
    co_return co_await load_people(ids<dispatcher::PersonId>(*members));
}

Task<std::vector<dispatcher::Ticket>> Store::load_tickets(std::vector<dispatcher::TicketId> tickets) {
    std::vector<dispatcher::Ticket> out;
    constexpr std::size_t at_once = 200;
    for (std::size_t from = 0; from < tickets.size(); from += at_once) {
        std::vector<std::string> roots;
        for (std::size_t i = from; i < std::min(tickets.size(), from + at_once); ++i)
            roots.push_back(keys_.ticket(tickets[i]));
        auto work = co_await load_keys(std::move(roots), redis::Depth::roots);
        if (!work) co_return work.error();
        for (std::size_t i = from; i < std::min(tickets.size(), from + at_once); ++i)
            if (auto found = work->state.tickets.find(tickets[i]); found != work->state.tickets.end())
                out.push_back(std::move(found->second));
    }
    co_return out;
}

Task<std::vector<dispatcher::TicketId>> Store::open_tickets() {
    auto got = co_await client_.call(redis::Command("ZRANGE", keys_.open_tickets(), "0", "-1"));
    if (!got) co_return got.error();
    co_return ids<dispatcher::TicketId>(*got);
}

Task<Work> Store::unplaced(int count_max) {
    auto got =
        co_await client_.pipeline(both(redis::Command("ZRANGE", keys_.unplaced(), "0", std::to_string(count_max - 1)),
                                       redis::Command("ZRANDMEMBER", keys_.unplaced(), std::to_string(count_max))));
    if (!got) co_return got.error();
    for (const auto& reply : *got)
        if (reply.is_error()) co_return redis::error_of(reply);
    auto tickets = ids<dispatcher::TicketId>((*got)[0]);
    if (tickets.size() == static_cast<std::size_t>(count_max))
        tickets = first_and_drawn(std::move(tickets), ids<dispatcher::TicketId>((*got)[1]));
    Work all;
    constexpr std::size_t at_once = 100;  // each brings two more, and a load reads 500 values at most
    for (std::size_t from = 0; from < tickets.size(); from += at_once) {
        Roots roots;
        for (std::size_t i = from; i < std::min(tickets.size(), from + at_once); ++i)
            roots.tickets.push_back(tickets[i]);
        if (auto done = co_await load_more(all, std::move(roots)); !done) co_return done.error();
    }
    co_return all;
}

Task<Work> Store::unpaired(int count_max) {
    auto got = co_await client_.call(redis::Command("ZRANGE", keys_.unpaired(), "0", std::to_string(count_max - 1)));
    if (!got) co_return got.error();
    Work all;
    constexpr std::size_t at_once = 50;  // each brings its members and tickets
    const auto waiting = ids<dispatcher::HouseholdId>(*got);
    for (std::size_t from = 0; from < waiting.size(); from += at_once) {
        const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(std::min(waiting.size(), from + at_once));
        std::vector<dispatcher::HouseholdId> some(waiting.begin() + static_cast<std::ptrdiff_t>(from), end);
        if (auto done = co_await load_homes(all, std::move(some)); !done) co_return done.error();
    }
    co_return all;
}

Task<std::vector<dispatcher::HouseholdId>> Store::homes() {
    auto got = co_await client_.call(redis::Command("SMEMBERS", keys_.homes()));
    if (!got) co_return got.error();
    co_return ids<dispatcher::HouseholdId>(*got);
}

Task<std::vector<dispatcher::TicketId>> Store::tickets_of_group(dispatcher::GroupId group) {
    auto got = co_await client_.call(redis::Command("SMEMBERS", keys_.group(group)));
    if (!got) co_return got.error();
    co_return ids<dispatcher::TicketId>(*got);
}

Task<std::vector<dispatcher::TicketId>> Store::tickets_of_day(std::chrono::sys_days day) {
    auto got = co_await client_.call(redis::Command("SMEMBERS", keys_.day(day)));
    if (!got) co_return got.error();
    co_return ids<dispatcher::TicketId>(*got);
}

Task<std::vector<dispatcher::TicketId>> Store::newest_tickets(int offset, int count) {
    auto got = co_await client_.call(
        redis::Command("ZREVRANGE", keys_.tickets(), std::to_string(offset), std::to_string(offset + count - 1)));
    if (!got) co_return got.error();
    co_return ids<dispatcher::TicketId>(*got);
}

Task<std::vector<dispatcher::TicketId>> Store::tickets_opened(dispatcher::Time from, dispatcher::Time to,
                                                              int count_max) {
    auto got = co_await client_.call(
        redis::Command("ZREVRANGEBYSCORE", keys_.tickets(), "(" + std::to_string(dispatcher::to_ms(to)),
                       std::to_string(dispatcher::to_ms(from)), "LIMIT", "0", std::to_string(count_max)));
    if (!got) co_return got.error();
    co_return ids<dispatcher::TicketId>(*got);
}

Task<std::vector<dispatcher::CallTask>> Store::open_calls() {
    auto got = co_await client_.call(redis::Command("ZRANGE", keys_.calls(), "0", "199"));
    if (!got) co_return got.error();
    std::vector<std::string> roots;
    for (auto& id : texts(*got)) roots.push_back(keys_.call_task(id));
    if (roots.empty()) co_return std::vector<dispatcher::CallTask>{};
    auto work = co_await load_keys(std::move(roots), redis::Depth::roots);
    if (!work) co_return work.error();
    std::vector<dispatcher::CallTask> out;
    for (const auto& id : texts(*got))
        if (auto found = work->calls.find(id); found != work->calls.end()) out.push_back(found->second);
    co_return out;
}

Task<dispatcher::CallTask> Store::open_call(std::string id) {
    auto work = co_await load_keys(one(keys_.call_task(id)), redis::Depth::roots);
    if (!work) co_return work.error();
    const auto found = work->calls.find(id);
    if (found == work->calls.end() || found->second.done) co_return Errc::not_found;
    co_return std::move(found->second);
}

Task<std::vector<bot::Line>> Store::load_lines(dispatcher::ConversationId id) {
    auto work = co_await load_keys(one(keys_.conversation(id)), redis::Depth::roots);
    if (!work) co_return work.error();
    if (!work->conversation) co_return std::vector<bot::Line>{};
    co_return std::move(work->conversation->conversation.lines);
}

Task<std::int64_t> Store::lease_numbers(int count) {
    auto got = co_await client_.call(redis::Command("INCRBY", keys_.number(), std::to_string(count)));
    if (!got) co_return got.error();
    co_return number_before_first + got->integer() - count + 1;
}

Task<Store::Document> Store::read_document(std::string name) {
    const auto key = keys_.hotline_call(name);
    auto got = co_await client_.call(redis::Command("GET", key));
    if (!got) co_return got.error();
    if (got->is_nil()) co_return Document{};
    auto record = redis::Record::decode(got->text());
    if (!record) co_return record.error();
    auto text = vault_.unseal(key, record->payload);
    if (!text) co_return text.error();
    co_return Document{std::move(*text), record->version};
}

Task<void> Store::write_document(std::string name, std::string text, std::uint64_t version, std::chrono::seconds life) {
    const auto key = keys_.hotline_call(name);
    redis::Commit commit;
    commit.check(key, version);
    commit.setex(key, life.count(), redis::Record{version + 1, {}, vault_.seal(key, text)}.encode());
    auto done = co_await client_.call(std::move(commit).command());
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

Task<std::optional<std::string>> Store::get_value(std::string key) {
    const auto place = keys_.session(key);
    auto got = co_await client_.call(redis::Command("GET", place));
    if (!got) co_return got.error();
    if (got->is_nil()) co_return std::optional<std::string>{};
    auto text = vault_.unseal(place, got->text());
    if (!text) co_return text.error();
    co_return std::optional<std::string>(std::move(*text));
}

Task<void> Store::put_value(std::string key, std::string value, std::chrono::seconds life) {
    const auto place = keys_.session(key);
    auto command = redis::Command("SET", place, vault_.seal(place, value));
    if (life.count() > 0) {
        command.emplace_back("EX");
        command.push_back(std::to_string(life.count()));
    }
    auto done = co_await client_.call(std::move(command));
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

Task<void> Store::delete_value(std::string key) {
    auto done = co_await client_.call(redis::Command("DEL", keys_.session(key)));
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

Task<std::int64_t> Store::count_value(std::string key, std::chrono::seconds life) {
    const auto place = keys_.session(key);
    auto replies = co_await client_.pipeline(
        both(redis::Command("INCR", place), redis::Command("EXPIRE", place, std::to_string(life.count()), "NX")));
    if (!replies) co_return replies.error();
    if ((*replies)[0].is_error()) co_return redis::error_of((*replies)[0]);
    co_return (*replies)[0].integer();
}

std::string_view origin_of(std::string_view stored) noexcept {
    const auto end = stored.find(origin_end);
    return end == std::string_view::npos ? std::string_view() : stored.substr(0, end);
}

boost::system::result<Batch> batch_from(const Vault& vault, const Keys& keys, std::string id, std::string_view stored) {
    const auto origin = origin_of(stored);
    if (origin.empty()) return Errc::damaged;
    auto text = vault.unseal(events_place(keys, origin), stored.substr(origin.size() + 1));
    if (!text) return text.error();
    try {
        const auto j = json::parse(*text);
        Batch batch{std::move(id), std::string(origin), {}, {}};
        for (const auto& event : j.at("e")) batch.events.push_back(dispatcher::event_from(event));
        for (const auto& person : j.value("p", json::array())) batch.helpers.emplace_back(person.get<std::string>());
        return batch;
    } catch (const json::exception&) {
        return Errc::damaged;
    }
}

}  // namespace warmline::store
