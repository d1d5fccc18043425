#include "codec.hpp"
#include "redis/commit.hpp"
#include "store/store.hpp"

namespace warmline::store {
namespace {

std::vector<redis::Command> gets(const Keys& keys, const std::vector<std::string>& ids) {
    std::vector<redis::Command> commands;
    for (const auto& id : ids) commands.emplace_back("GET", keys.example(id));
    return commands;
}

/// @return Errc::damaged
Result<bot::Example> opened(const Vault& vault, const std::string& place, const std::string& sealed) {
    auto text = vault.unseal(place, sealed);
    if (!text) return text.error();
    try {
        return bot::example_from(nlohmann::ordered_json::parse(*text));
    } catch (const nlohmann::json::exception&) {
        return Errc::damaged;
    }
}

}  // namespace

Task<std::vector<KeptExample>> Store::examples(dispatcher::Time since) {
    auto listed = co_await client_.call(redis::Command(
        "ZRANGE", keys_.examples(), std::to_string(dispatcher::to_ms(since)), "+inf", "BYSCORE", "WITHSCORES"));
    if (!listed) co_return listed.error();
    const auto& items = listed->items();
    std::vector<KeptExample> out;
    constexpr std::size_t at_once = 200;
    for (std::size_t from = 0; from + 1 < items.size(); from += 2 * at_once) {
        std::vector<std::string> ids;
        std::vector<dispatcher::Time> times;
        for (std::size_t i = from; i + 1 < std::min(items.size(), from + 2 * at_once); i += 2) {
            ids.push_back(items[i].text());
            times.push_back(dispatcher::from_ms(std::stoll(items[i + 1].text())));
        }
        auto values = co_await client_.pipeline(gets(keys_, ids));
        if (!values) co_return values.error();
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if ((*values)[i].is_nil()) continue;  // its time has passed
            if ((*values)[i].is_error()) co_return redis::error_of((*values)[i]);
            auto example = opened(vault_, keys_.example(ids[i]), (*values)[i].text());
            if (!example) co_return example.error();
            out.push_back({ids[i], times[i], std::move(*example)});
        }
    }
    co_return out;
}

Task<void> Store::trim_examples(dispatcher::Time now, int kept_max) {
    const auto too_old = dispatcher::to_ms(now - example_kept);
    std::vector<redis::Command> asks;
    asks.emplace_back("ZREMRANGEBYSCORE", keys_.examples(), "-inf", std::to_string(too_old));
    asks.emplace_back("ZRANGE", keys_.examples(), "0", std::to_string(-kept_max - 1));
    auto replies = co_await client_.pipeline(std::move(asks));
    if (!replies) co_return replies.error();
    for (const auto& reply : *replies)
        if (reply.is_error()) co_return redis::error_of(reply);
    redis::Commit drop;
    for (const auto& id : (*replies)[1].items()) {
        drop.del(keys_.example(id.text()));
        drop.zrem(keys_.examples(), id.text());
    }
    if (drop.empty()) co_return boost::system::result<void>{};
    auto done = co_await client_.call(std::move(drop).command());
    if (!done) co_return done.error();
    co_return boost::system::result<void>{};
}

}  // namespace warmline::store
