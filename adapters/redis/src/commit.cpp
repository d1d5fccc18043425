#include "redis/commit.hpp"

#include <iterator>
#include <utility>

#include "redis/record.hpp"

namespace warmline::redis {

std::string Commit::number_of(std::string_view key) {
    const auto [found, added] = numbers_.try_emplace(std::string(key), keys_.size() + 1);
    if (added) keys_.emplace_back(key);
    return std::to_string(found->second);
}

template <class... Arguments>
Commit& Commit::add(const char* name, std::string_view key, Arguments... arguments) {
    operations_.emplace_back(name);
    operations_.push_back(number_of(key));
    (operations_.push_back(std::move(arguments)), ...);
    return *this;
}

Commit& Commit::check(std::string_view key, std::uint64_t version) {
    return add("check", key, version == 0 ? std::string() : encode_version(version));
}
Commit& Commit::absent(std::string_view key) { return add("absent", key); }
Commit& Commit::set(std::string_view key, std::string value) { return add("set", key, std::move(value)); }
Commit& Commit::setex(std::string_view key, std::int64_t seconds, std::string value) {
    return add("setex", key, std::to_string(seconds), std::move(value));
}
Commit& Commit::del(std::string_view key) { return add("del", key); }
Commit& Commit::zadd(std::string_view key, std::int64_t score, std::string member) {
    return add("zadd", key, std::to_string(score), std::move(member));
}
Commit& Commit::zaddlt(std::string_view key, std::int64_t score, std::string member) {
    return add("zaddlt", key, std::to_string(score), std::move(member));
}
Commit& Commit::zrem(std::string_view key, std::string member) { return add("zrem", key, std::move(member)); }
Commit& Commit::sadd(std::string_view key, std::string member) { return add("sadd", key, std::move(member)); }
Commit& Commit::srem(std::string_view key, std::string member) { return add("srem", key, std::move(member)); }
Commit& Commit::rpush(std::string_view key, std::string value) { return add("rpush", key, std::move(value)); }
Commit& Commit::lpop(std::string_view key) { return add("lpop", key); }
Commit& Commit::incrby(std::string_view key, std::int64_t number) { return add("incrby", key, std::to_string(number)); }
Commit& Commit::hset(std::string_view key, std::string field, std::string value) {
    return add("hset", key, std::move(field), std::move(value));
}
Commit& Commit::hdel(std::string_view key, std::string field) { return add("hdel", key, std::move(field)); }
Commit& Commit::xadd(std::string_view key, std::string value) { return add("xadd", key, std::move(value)); }
Commit& Commit::publish(std::string channel, std::string message) {
    operations_.emplace_back("publish");
    operations_.push_back(std::move(channel));
    operations_.push_back(std::move(message));
    return *this;
}

Command Commit::command() const& { return Commit(*this).command(); }

Command Commit::command() && {
    Command out;
    out.reserve(3 + keys_.size() + operations_.size());
    out.emplace_back("FCALL");
    out.emplace_back("warmline_commit");
    out.push_back(std::to_string(keys_.size()));
    std::move(keys_.begin(), keys_.end(), std::back_inserter(out));
    std::move(operations_.begin(), operations_.end(), std::back_inserter(out));
    return out;
}

}  // namespace warmline::redis
