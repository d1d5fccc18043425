#include "store/rebuild.hpp"

#include <algorithm>
#include <charconv>

#include "image.hpp"
#include "redis/commit.hpp"

namespace warmline::store {
namespace {

constexpr std::size_t keys_at_once = 200;

/// Every key of ours that is a fold of events, beside the few with names of their own: snapshots, days, families,
/// groups.
Task<std::set<std::string>> stored_keys(Store& store) {
    constexpr std::string_view kinds = "tphkndfg";
    const auto& tag = store.keys().tag();
    std::set<std::string> keys;
    std::string cursor = "0";
    do {
        auto got = co_await store.client().call(redis::Command("SCAN", cursor, "MATCH", tag + "?:*", "COUNT", "1000"));
        if (!got) co_return got.error();
        cursor = got->items()[0].text();
        for (const auto& item : got->items()[1].items()) {
            const auto& key = item.text();
            const bool ours = key.size() > tag.size() + 1 && key.starts_with(tag) && key[tag.size() + 1] == ':';
            if (ours && kinds.find(key[tag.size()]) != std::string_view::npos) keys.insert(key);
        }
    } while (cursor != "0");
    co_return keys;
}

bool is_index(const Keys& keys, const std::string& key) {
    const char kind = key[keys.tag().size()];
    return kind == 'd' || kind == 'f' || kind == 'g';
}

/// A stored snapshot beside what it should be.
struct Found {
    std::uint64_t version = 0;  ///< 0: there is none that can be read
    std::string what;           ///< empty: right
};

Found judge(const Vault& vault, const std::string& key, const Image::Snapshot& right, const redis::Value& value) {
    if (value.is_nil()) return {0, "missing"};
    const auto record = redis::Record::decode(value.text());
    if (!record) return {0, "is no record"};
    const auto text = vault.unseal(key, record->payload);
    if (!text) return {record->version, "does not open with the data key"};
    if (*text != right.text) return {record->version, "differs"};
    if (record->links != right.links) return {record->version, "has other links"};
    return {record->version, ""};
}

using Wrong = std::map<std::string, Found>;

/// Snapshots that are not right, by key.
Task<Wrong> wrong_snapshots(Store& store, const Image& image) {
    Wrong wrong;
    for (auto at = image.snapshots.begin(); at != image.snapshots.end();) {
        redis::Command command("MGET");
        const auto first = at;
        for (; at != image.snapshots.end() && command.size() <= keys_at_once; ++at) command.push_back(at->first);
        auto got = co_await store.client().call(std::move(command));
        if (!got) co_return got.error();
        auto asked = first;
        for (const auto& value : got->items()) {
            auto found = judge(store.vault(), asked->first, asked->second, value);
            if (!found.what.empty()) wrong.emplace(asked->first, std::move(found));
            ++asked;
        }
    }
    co_return wrong;
}

using Scores = std::map<std::string, std::int64_t>;

Task<Scores> read_zset(Store& store, std::string key) {
    auto got = co_await store.client().call(redis::Command("ZRANGE", key, "0", "-1", "WITHSCORES"));
    if (!got) co_return got.error();
    Scores scores;
    const auto& items = got->items();
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
        scores[items[i].text()] = static_cast<std::int64_t>(std::stod(items[i + 1].text()));
    co_return scores;
}

Task<std::set<std::string>> read_set(Store& store, std::string key) {
    auto got = co_await store.client().call(redis::Command("SMEMBERS", key));
    if (!got) co_return got.error();
    std::set<std::string> members;
    for (const auto& item : got->items()) members.insert(item.text());
    co_return members;
}

Task<std::int64_t> numbers_given(Store& store) {
    auto got = co_await store.client().call(redis::Command("GET", store.keys().number()));
    if (!got) co_return got.error();
    std::int64_t number = 0;
    if (!got->is_nil()) std::from_chars(got->text().data(), got->text().data() + got->text().size(), number);
    co_return number;
}

void compare_scores(const std::string& key, const Scores& right, const Scores& stored, const Scores& excused,
                    std::vector<Difference>& out) {
    for (const auto& [member, score] : right) {
        const auto found = stored.find(member);
        if (found == stored.end()) {
            if (!excused.contains(member)) out.push_back({key, member + ": missing"});
        } else if (found->second != score) {
            out.push_back({key, member + ": at another moment"});
        }
    }
    for (const auto& [member, score] : stored)
        if (!right.contains(member)) out.push_back({key, member + ": not in the events"});
}

void compare_members(const std::string& key, const std::set<std::string>& right, const std::set<std::string>& stored,
                     std::vector<Difference>& out) {
    for (const auto& member : right)
        if (!stored.contains(member)) out.push_back({key, member + ": missing"});
    for (const auto& member : stored)
        if (!right.contains(member)) out.push_back({key, member + ": not in the events"});
}

Task<std::vector<Difference>> compare_indexes(Store& store, const Image& image) {
    std::vector<Difference> out;
    // A timer that a process held when it stopped is in its lease, and comes back when that has run out.
    auto leased = co_await read_zset(store, store.keys().timer_leases());
    if (!leased) co_return leased.error();
    for (const auto& [key, right] : image.zsets) {
        auto stored = co_await read_zset(store, key);
        if (!stored) co_return stored.error();
        compare_scores(key, right, *stored, key == store.keys().timers() ? *leased : Scores{}, out);
    }
    for (const auto& [key, right] : image.sets) {
        auto stored = co_await read_set(store, key);
        if (!stored) co_return stored.error();
        compare_members(key, right, *stored, out);
    }
    auto given = co_await numbers_given(store);
    if (!given) co_return given.error();
    if (*given < image.numbers_given) out.push_back({store.keys().number(), "behind the tickets"});
    co_return out;
}

bool expected(const Image& image, const std::string& key) {
    return image.snapshots.contains(key) || image.sets.contains(key);
}

/// Writes the snapshots that are wrong, each one version further.
Task<void> write_snapshots(Store& store, const Image& image, const Wrong& wrong) {
    for (auto at = wrong.begin(); at != wrong.end();) {
        redis::Commit commit;
        for (std::size_t i = 0; at != wrong.end() && i < keys_at_once; ++i, ++at) {
            const auto& [key, found] = *at;
            const auto& right = image.snapshots.at(key);
            auto sealed = store.vault().seal(key, right.text);
            commit.set(key, redis::Record{found.version + 1, right.links, std::move(sealed)}.encode());
        }
        auto done = co_await store.client().call(std::move(commit).command());
        if (!done) co_return done.error();
    }
    co_return boost::system::result<void>{};
}

/// Replaces one index in one commit. A million members in one piece would hold Redis up, so the rest follows in pieces.
template <class Members, class Put>
Task<void> write_index(Store& store, const std::string& key, const Members& members, Put put) {
    constexpr std::size_t members_at_once = 1000;
    auto at = members.begin();
    bool first = true;
    do {
        redis::Commit commit;
        if (first) commit.del(key);
        first = false;
        for (std::size_t i = 0; at != members.end() && i < members_at_once; ++i, ++at) put(commit, *at);
        auto done = co_await store.client().call(std::move(commit).command());
        if (!done) co_return done.error();
    } while (at != members.end());
    co_return boost::system::result<void>{};
}

Task<void> write_indexes(Store& store, const Image& image) {
    for (const auto& [key, scores] : image.zsets) {
        const auto put = [&key = key](redis::Commit& commit, const auto& entry) {
            commit.zadd(key, entry.second, entry.first);
        };
        auto done = co_await write_index(store, key, scores, put);
        if (!done) co_return done;
    }
    for (const auto& [key, members] : image.sets) {
        const auto put = [&key = key](redis::Commit& commit, const auto& member) { commit.sadd(key, member); };
        auto done = co_await write_index(store, key, members, put);
        if (!done) co_return done;
    }
    auto given = co_await numbers_given(store);
    if (!given) co_return given.error();
    redis::Commit rest;
    rest.del(store.keys().timer_leases());
    if (*given < image.numbers_given) rest.set(store.keys().number(), std::to_string(image.numbers_given));
    auto done = co_await store.client().call(std::move(rest).command());
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

}  // namespace

Task<std::vector<Difference>> compare(Store& store) {
    auto fold = co_await fold_events(store);
    if (!fold) co_return fold.error();
    const auto image = fold->image();
    auto wrong = co_await wrong_snapshots(store, image);
    if (!wrong) co_return wrong.error();
    std::vector<Difference> out;
    for (auto& [key, found] : *wrong) out.push_back({key, found.what});
    auto keys = co_await stored_keys(store);
    if (!keys) co_return keys.error();
    for (const auto& key : *keys)
        if (!expected(image, key)) out.push_back({key, "not in the events"});
    auto indexes = co_await compare_indexes(store, image);
    if (!indexes) co_return indexes.error();
    out.insert(out.end(), indexes->begin(), indexes->end());
    co_return out;
}

Task<Rebuilt> rebuild(Store& store) {
    auto fold = co_await fold_events(store);
    if (!fold) co_return fold.error();
    const auto image = fold->image();
    const auto& state = fold->state();
    Rebuilt result;
    result.batches = fold->batches();
    result.tickets = state.tickets.size();
    result.persons = state.persons.size();
    result.households = state.households.size();
    result.calls = fold->calls();
    auto wrong = co_await wrong_snapshots(store, image);
    if (!wrong) co_return wrong.error();
    result.written = wrong->size();
    if (auto done = co_await write_snapshots(store, image, *wrong); !done) co_return done.error();
    auto keys = co_await stored_keys(store);
    if (!keys) co_return keys.error();
    redis::Commit removal;
    for (const auto& key : *keys) {
        if (expected(image, key)) continue;
        removal.del(key);
        if (!is_index(store.keys(), key)) ++result.removed;
    }
    if (!removal.empty()) {
        auto removed = co_await store.client().call(std::move(removal).command());
        if (!removed) co_return removed.error();
    }
    if (auto done = co_await write_indexes(store, image); !done) co_return done.error();
    co_return result;
}

}  // namespace warmline::store
