// The Functions library against a real Redis.
#include "redis/functions.hpp"

#include <gtest/gtest.h>

#include "redis/claim.hpp"
#include "redis/commit.hpp"
#include "redis/record.hpp"
#include "run.hpp"
#include "support/redis_server.hpp"

namespace warmline::redis {
namespace {
using namespace std::chrono_literals;
using support::RedisServer;
using Members = std::vector<std::string>;

class FunctionsTest : public ClientTest {
protected:
    FunctionsTest() { connect(quick(server.unix_endpoint())); }
    RedisServer server;
};

/// A command's reply; an array of strings as "a b", nil as "nil".
asio::awaitable<std::string> ask(Client& client, Command command) {
    const auto got = co_await client.call(std::move(command));
    if (!got) co_return "error " + got.error().message();
    if (got->is_nil()) co_return "nil";
    if (got->is_integer()) co_return std::to_string(got->integer());
    if (got->is_text()) co_return got->text();
    std::string out;
    for (const auto& item : got->items()) {
        if (!out.empty()) out += ' ';
        out += item.is_text() ? item.text() : "?";
    }
    co_return out;
}

std::string record(std::uint64_t version, Members links = {}, std::string payload = {}) {
    return Record{version, std::move(links), std::move(payload)}.encode();
}

asio::awaitable<void> every_operation(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    Commit before;
    before.set("gone", "x").zadd("z", 5, "low").zadd("z", 5, "out").sadd("s", "out").rpush("l", "first");
    before.rpush("l", "second").hset("h", "out", "1").incrby("n", 40);
    EXPECT_TRUE(co_await client.call(before.command()));
    Commit commit;
    commit.absent("k").check("r", 0).set("k", "v").setex("e", 100, "w").del("gone").zadd("z", -1700000000123, "neg");
    commit.zaddlt("z", 9, "low").zaddlt("z", 3, "new").zrem("z", "out").sadd("s", "in").srem("s", "out");
    commit.lpop("l").incrby("n", 2).hset("h", "in", "2").hdel("h", "out").xadd("x", "event").publish("ch", "m");
    EXPECT_EQ(co_await ask(client, commit.command()), "OK");
    EXPECT_EQ(co_await ask(client, {"GET", "k"}), "v");
    EXPECT_EQ(co_await ask(client, {"GET", "e"}), "w");
    EXPECT_NE(co_await ask(client, {"TTL", "e"}), "-1");
    EXPECT_EQ(co_await ask(client, {"EXISTS", "gone"}), "0");
    EXPECT_EQ(co_await ask(client, {"ZRANGE", "z", "0", "-1", "WITHSCORES"}), "neg -1700000000123 new 3 low 5");
    EXPECT_EQ(co_await ask(client, {"SMEMBERS", "s"}), "in");
    EXPECT_EQ(co_await ask(client, {"LRANGE", "l", "0", "-1"}), "second");
    EXPECT_EQ(co_await ask(client, {"GET", "n"}), "42");
    EXPECT_EQ(co_await ask(client, {"HGETALL", "h"}), "in 2");
    const auto stream = co_await client.call({"XRANGE", "x", "-", "+"});
    EXPECT_EQ(stream->items().at(0).items().at(1).items().at(0).text(), "d");
    EXPECT_EQ(stream->items().at(0).items().at(1).items().at(1).text(), "event");
    EXPECT_EQ(co_await ask(client, Commit().zaddlt("z", 2, "new").command()), "OK");
    EXPECT_EQ(co_await ask(client, {"ZSCORE", "z", "new"}), "2");
}

TEST_F(FunctionsTest, CommitDoesEachOperation) { run_test(every_operation(*client)); }

asio::awaitable<void> conflicts(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_TRUE(co_await client.call(Commit().check("a", 0).set("a", record(1)).command()));
    EXPECT_TRUE(co_await client.call(Commit().check("a", 1).set("a", record(2, {}, "two")).command()));
    const Commit rows[] = {
        Commit().set("b", "x").check("a", 1),        // older
        Commit().set("b", "x").check("a", 3),        // newer
        Commit().set("b", "x").check("a", 0),        // there though it should not be
        Commit().set("b", "x").absent("a"),          //
        Commit().set("b", "x").check("missing", 1),  // not there though it should be
        Commit().check("a", 2).check("missing", 1).set("b", "x").publish("ch", "m").del("a"),
    };
    for (const auto& commit : rows) {
        EXPECT_EQ((co_await client.call(commit.command())).error(), Errc::conflict);
        EXPECT_EQ(co_await ask(client, {"DBSIZE"}), "1") << "nothing was written";
    }
    EXPECT_TRUE(co_await client.call(Commit().check("a", 2).absent("b").set("b", "x").command()));
    EXPECT_EQ(co_await ask(client, {"GET", "b"}), "x");
}

TEST_F(FunctionsTest, CommitWritesNothingOnConflict) { run_test(conflicts(*client)); }

asio::awaitable<void> malformed(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    const Command rows[] = {
        {"set", "1", "x", "nonsense", "1"},
        {"set", "1", "x", "set", "1"},
        {"set", "1", "x", "set"},
        {"set", "1", "x", "set", "3", "v"},
        {"set", "1", "x", "set", "0", "v"},
        {"set", "1", "x", "set", "one", "v"},
        {"set", "1", "x", "set", "1.5", "v"},
        {"set", "1", "x", "zadd", "2", "soon", "m"},
        {"set", "1", "x", "zadd", "2", "", "m"},
        {"set", "1", "x", "zadd", "2", "0x10", "m"},
        {"set", "1", "x", "zadd", "2", "nan", "m"},
        {"set", "1", "x", "zaddlt", "2", "1.5", "m"},
        {"set", "1", "x", "setex", "2", "0", "v"},
        {"set", "1", "x", "setex", "2", "-1", "v"},
        {"set", "1", "x", "setex", "2", "99999999999", "v"},
        {"set", "1", "x", "incrby", "2", "1e3"},
        {"set", "1", "x", "incrby", "2", "99999999999999999999"},
        {"set", "1", "x", "publish", "ch"},
        {"SET", "1", "x"},
    };
    for (const auto& operations : rows) {
        Command command{"FCALL", "warmline_commit", "2", "a", "b"};
        command.insert(command.end(), operations.begin(), operations.end());
        EXPECT_EQ((co_await client.call(command)).error(), Errc::server_error) << testing::PrintToString(operations);
        EXPECT_EQ(co_await ask(client, {"DBSIZE"}), "0") << testing::PrintToString(operations);
    }
    EXPECT_EQ(co_await ask(client, {"FCALL", "warmline_commit", "0"}), "OK") << "nothing to do is done";
}

TEST_F(FunctionsTest, CommitRefusesAMalformedListBeforeItWrites) { run_test(malformed(*client)); }

asio::awaitable<void> store(Client& client, std::string key, std::string value) {
    const auto done = co_await client.call({"SET", std::move(key), std::move(value)});
    EXPECT_TRUE(done);
}

// GCC 12 builds no list of strings inside a co_await.
asio::awaitable<Result<Records>> load_all(Client& client, Command roots, Depth depth) {
    return load(client, std::move(roots), depth);
}

Members keys_of(const Records& records) {
    Members out;
    for (const auto& [key, unused] : records) out.push_back(key);
    return out;
}

asio::awaitable<void> loads_links(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    // conversation -> person -> household -> tickets -> conversation: a cycle; one ticket is missing.
    const auto person = record(2, {"house"}, "p"), house = record(3, {"t1", "t2", "person"}, "h");
    const auto conversation = record(1, {"person", "conv"}, "c"), ticket = record(4, {"conv"}, "\n");
    co_await store(client, "conv", conversation);
    co_await store(client, "person", person);
    co_await store(client, "house", house);
    co_await store(client, "t1", ticket);
    const auto all = co_await load_all(client, Command{"conv", "none", "conv"}, Depth::three);
    EXPECT_TRUE(all);
    EXPECT_EQ(keys_of(*all), (Members{"conv", "house", "none", "person", "t1", "t2"}));
    EXPECT_EQ(all->at("conv"), (Record{1, {"person", "conv"}, "c"}));
    EXPECT_EQ(all->at("t1"), (Record{4, {"conv"}, "\n"}));
    EXPECT_EQ(all->at("t2"), std::nullopt);
    EXPECT_EQ(all->at("none"), std::nullopt);
    const Members roots_keys{"conv"};
    EXPECT_EQ(keys_of(*co_await load_all(client, Command{"conv"}, Depth::roots)), roots_keys);
    const Members one_keys{"conv", "person"};
    EXPECT_EQ(keys_of(*co_await load_all(client, Command{"conv"}, Depth::one)), one_keys);
    const Members two_keys{"conv", "house", "person"};
    EXPECT_EQ(keys_of(*co_await load_all(client, Command{"conv"}, Depth::two)), two_keys);
    EXPECT_TRUE((co_await load_all(client, Command(), Depth::two))->empty());
    const auto flat = co_await ask(client, {"FCALL_RO", "warmline_load", "2", "none", "person", "1", "9"});
    EXPECT_EQ(flat, "none ? person " + person + " house " + house) << "roots in their order, then their links";
}

TEST_F(FunctionsTest, LoadFollowsLinksEachKeyOnce) { run_test(loads_links(*client)); }

asio::awaitable<void> load_limits(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    Members links;
    for (int i = 0; i < 499; ++i) links.push_back("l" + std::to_string(i));
    co_await store(client, "full", record(1, links));
    links.push_back("one more");
    co_await store(client, "over", record(1, links));
    EXPECT_EQ((co_await load_all(client, Command{"full"}, Depth::one))->size(), load_values_max);
    EXPECT_EQ((co_await load_all(client, Command{"over"}, Depth::one)).error(), Errc::too_large);
    EXPECT_EQ((co_await load_all(client, Command{"over"}, Depth::roots))->size(), 1U);
    co_await store(client, "short", "x");
    EXPECT_EQ((co_await load_all(client, Command{"short"}, Depth::three)).error(), Errc::bad_record);
    EXPECT_TRUE(co_await client.call({"SADD", "set", "m"}));
    EXPECT_EQ((co_await load_all(client, Command{"set"}, Depth::three))->at("set"), std::nullopt) << "not a string";
    for (const Command& wrong :
         {Command{"4", "9"}, {"-1", "9"}, {"1.5", "9"}, {"1", "0"}, {"1", "501"}, {"x", "9"}, {}}) {
        Command command{"FCALL_RO", "warmline_load", "1", "k"};
        command.insert(command.end(), wrong.begin(), wrong.end());
        EXPECT_EQ((co_await client.call(std::move(command))).error(), Errc::server_error);
    }
}

TEST_F(FunctionsTest, LoadKeepsItsLimits) { run_test(load_limits(*client)); }

const ClaimKeys timers{"due", "leases"};
std::chrono::sys_time<std::chrono::milliseconds> at(std::int64_t ms) {
    return std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(1'700'000'000'000 + ms));
}
std::string ms(std::int64_t value) { return std::to_string(1'700'000'000'000 + value); }

asio::awaitable<std::string> claimed(Client& client, std::int64_t now, int count_max = 10) {
    const auto got = co_await claim(client, timers, at(now), 100ms, count_max);
    EXPECT_TRUE(got);
    std::string out;
    for (const auto& member : *got) out += (out.empty() ? "" : " ") + member;
    co_return out;
}

asio::awaitable<void> claims(Client& a, Client& b) {
    EXPECT_TRUE(co_await a.wait_ready(30s));
    EXPECT_TRUE(co_await b.wait_ready(30s));
    EXPECT_EQ(co_await claimed(a, 0), "");
    EXPECT_TRUE(co_await a.call({"ZADD", "due", ms(3), "t3", ms(1), "t1", ms(2), "t2", ms(50), "later"}));
    EXPECT_EQ(co_await claimed(a, 0), "") << "nothing is due yet";
    EXPECT_EQ(co_await claimed(a, 10, 2), "t1 t2") << "earliest first";
    EXPECT_EQ(co_await claimed(b, 10), "t3") << "the other gets the rest";
    EXPECT_EQ(co_await claimed(a, 10), "");
    EXPECT_EQ(co_await ask(a, {"ZRANGE", "leases", "0", "-1", "WITHSCORES"}),
              "t1 " + ms(110) + " t2 " + ms(110) + " t3 " + ms(110));
    // a settles t1 for good and t2 for another time; b dies with t3.
    EXPECT_TRUE(co_await a.call(Commit().zrem("leases", "t1").command()));
    EXPECT_TRUE(co_await a.call(Commit().zrem("leases", "t2").zadd("due", 1'700'000'000'500, "t2").command()));
    EXPECT_EQ(co_await claimed(a, 60), "later");
    EXPECT_EQ(co_await claimed(a, 109), "");
    EXPECT_EQ(co_await claimed(a, 110), "t3") << "its lease ran out";
    EXPECT_EQ(co_await claimed(a, 500), "later t3 t2") << "two ran out, one is due again";
}

TEST_F(FunctionsTest, ClaimLeasesWhatIsDueToOneOfTwo) {
    Client other(context.get_executor(), quick(server.unix_endpoint()));
    other.start();
    run_test(claims(*client, other));
    run_test(other.stop());
}

asio::awaitable<void> due_while_leased(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_TRUE(co_await client.call({"ZADD", "due", ms(1), "conv"}));
    EXPECT_EQ(co_await claimed(client, 10, 1), "conv");
    EXPECT_TRUE(co_await client.call(Commit().zaddlt("due", 1'700'000'000'020, "conv").command()));
    EXPECT_TRUE(co_await client.call({"ZADD", "due", ms(25), "other"}));
    EXPECT_EQ(co_await claimed(client, 30, 1), "other") << "a leased member does not stand in the way";
    EXPECT_TRUE(co_await client.call(Commit().zrem("leases", "conv").command()));
    EXPECT_EQ(co_await claimed(client, 30, 1), "conv") << "what came while it was leased is not lost";
}

TEST_F(FunctionsTest, ClaimNeverLeasesTwice) { run_test(due_while_leased(*client)); }

asio::awaitable<void> many_due(Client& client) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    Command add{"ZADD", "due"};
    for (int i = 0; i < 5000; ++i) {
        add.push_back(ms(i));
        add.push_back("m" + std::to_string(i));
    }
    EXPECT_TRUE(co_await client.call(std::move(add)));
    const std::size_t expected[] = {1000, 1000, 1000, 1000, 1000, 0};
    for (const auto count : expected) EXPECT_EQ((co_await claim(client, timers, at(6000), 100ms, 1000))->size(), count);
    EXPECT_EQ((co_await claim(client, timers, at(6100), 100ms, 1000))->size(), 1000U) << "they come back in parts";
    EXPECT_EQ((co_await claim(client, timers, at(0), 0ms, 10)).error(), Errc::server_error);
    EXPECT_EQ((co_await claim(client, timers, at(0), 1ms, 0)).error(), Errc::server_error);
    EXPECT_EQ((co_await claim(client, timers, at(0), 1ms, 1001)).error(), Errc::server_error);
}

TEST_F(FunctionsTest, ClaimKeepsItsLimits) { run_test(many_due(*client)); }

std::string library(std::string version) {
    return "#!lua name=warmline\nredis.register_function{function_name='warmline_version', callback=function() "
           "return " +
           version + " end, flags={'no-writes'}}";
}

asio::awaitable<void> versions(Client& client, asio::any_io_executor executor, Settings settings) {
    EXPECT_TRUE(co_await client.wait_ready(30s));
    EXPECT_EQ(co_await ask(client, {"FCALL_RO", "warmline_version", "0"}), std::to_string(functions_version()));
    struct {
        const char* why;
        std::string there;
        bool replaced;
    } const rows[] = {
        {"older", library("0"), true},
        {"newer", library(std::to_string(functions_version() + 1)), false},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(co_await client.call({"FUNCTION", "LOAD", "REPLACE", row.there})) << row.why;
        Client next(executor, settings);
        next.start();
        EXPECT_TRUE(co_await next.wait_ready(30s)) << row.why;
        const auto list = co_await next.call({"FUNCTION", "LIST", "LIBRARYNAME", "warmline", "WITHCODE"});
        const auto& code = list->items().at(0).items().at(7).text();
        EXPECT_EQ(code == functions_code(), row.replaced) << row.why;
        EXPECT_EQ(code == row.there, !row.replaced) << row.why;
        co_await next.stop();
    }
}

TEST_F(FunctionsTest, AnOlderLibraryIsReplacedANewerNever) {
    run_test(versions(*client, context.get_executor(), quick(server.unix_endpoint())));
}

}  // namespace
}  // namespace warmline::redis
