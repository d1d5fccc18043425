#include <gtest/gtest.h>

#include <cstdlib>

#include "redis/client.hpp"
#include "run.hpp"
#include "support/redis_server.hpp"

namespace warmline::redis {
namespace {
using namespace std::chrono_literals;
using support::RedisServer;

/// A certificate for `name`, good for itself, as files cert.pem and key.pem.
void make_certificate(const std::filesystem::path& folder, const std::string& name) {
    const auto command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + name +
                         " -addext subjectAltName=DNS:" + name + " -keyout " + (folder / "key.pem").string() +
                         " -out " + (folder / "cert.pem").string() + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
}

class TlsTest : public ClientTest {
protected:
    /// Debian's redis-server speaks TLS; one built without it cannot start with these arguments.
    void serve(const std::string& name, const std::string& clients) {
        make_certificate(files.path(), name);
        port = support::free_port();
        server.emplace(std::vector<std::string>{"--tls-port", std::to_string(port), "--tls-cert-file", cert(),
                                                "--tls-key-file", key(), "--tls-ca-cert-file", cert(),
                                                "--tls-auth-clients", clients});
    }
    [[nodiscard]] std::string cert() const { return (files.path() / "cert.pem").string(); }
    [[nodiscard]] std::string key() const { return (files.path() / "key.pem").string(); }
    [[nodiscard]] Settings settings() const {
        auto out = quick("tls://localhost:" + std::to_string(port));
        out.tls_ca_file = cert();
        return out;
    }

    support::TemporaryFolder files;
    std::optional<RedisServer> server;
    std::uint16_t port = 0;
};

asio::awaitable<void> works(Client& client) {
    const auto ready = co_await client.wait_ready(30s);
    EXPECT_TRUE(ready) << ready.error().message();
    const std::string big(300'000, 'x');
    EXPECT_TRUE(co_await client.call({"SET", "k", big}, 10s));
    const auto got = co_await client.call({"GET", "k"}, 10s);
    EXPECT_TRUE(got && got->text() == big);
}
asio::awaitable<void> fails(Client& client) {
    while (client.stats().failures < 3) co_await pause(1ms);
    EXPECT_EQ(client.stats().connects, 0U);
}

TEST_F(TlsTest, TalksToAServerItTrusts) {
    serve("localhost", "no");
    connect(settings());
    run_test(works(*client));
}

TEST_F(TlsTest, ShowsItsOwnCertificateWhereOneIsAsked) {
    serve("localhost", "yes");
    auto with = settings();
    with.tls_certificate_file = cert();
    with.tls_key_file = key();
    connect(with);
    run_test(works(*client));
    run_test(client->stop());
    connect(settings());
    run_test(fails(*client));
}

TEST_F(TlsTest, RefusesACertificateOfAnotherName) {
    serve("elsewhere.example", "no");
    connect(settings());
    run_test(fails(*client));
}

TEST_F(TlsTest, RefusesACertificateItDoesNotTrust) {
    serve("localhost", "no");
    auto without = settings();
    without.tls_ca_file.clear();
    connect(without);
    run_test(fails(*client));
}

}  // namespace
}  // namespace warmline::redis
