#include "redis/settings.hpp"

#include <gtest/gtest.h>

namespace warmline::redis {
namespace {
using Kind = Endpoint::Kind;

TEST(Endpoint, ReadsEachForm) {
    struct {
        const char* text;
        Endpoint endpoint;
    } const rows[] = {
        {"tcp://127.0.0.1:6380", {Kind::tcp, "127.0.0.1", 6380}},
        {"tcp://redis.example", {Kind::tcp, "redis.example", 6379}},
        {"tls://redis.example:65535", {Kind::tls, "redis.example", 65535}},
        {"tcp://[::1]:7000", {Kind::tcp, "::1", 7000}},
        {"tcp://[fe80::2]", {Kind::tcp, "fe80::2", 6379}},
        {"unix:///run/redis.sock", {Kind::unix_socket, "/run/redis.sock", 0}},
    };
    for (const auto& row : rows) {
        const auto got = Endpoint::parse(row.text);
        ASSERT_TRUE(got) << row.text;
        EXPECT_EQ(*got, row.endpoint) << row.text;
    }
}

TEST(Endpoint, RefusesWhatItCannotRead) {
    const std::string rows[] = {"",
                                "redis://127.0.0.1:6379",
                                "tcp://",
                                "tcp://:6379",
                                "tcp://host:0",
                                "tcp://host:65536",
                                "tcp://host:12x",
                                "tcp://host:",
                                "tcp://host:-1",
                                "tcp://user@host:6379",
                                "tcp://host/0",
                                "tcp://[::1",
                                "tcp://[::1]6379",
                                "unix://relative.sock",
                                "unix:///" + std::string(107, 'x')};
    for (const auto& row : rows) {
        const auto got = Endpoint::parse(row);
        ASSERT_FALSE(got) << row;
        EXPECT_EQ(got.error(), Errc::bad_endpoint);
    }
}

}  // namespace
}  // namespace warmline::redis
