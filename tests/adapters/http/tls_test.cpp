// TLS on both sides, with certificates made for the occasion.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "http/client.hpp"
#include "support.hpp"

namespace warmline::http::test {
namespace {

class Tls : public testing::Test {
protected:
    static void SetUpTestSuite() {
        std::string name = (std::filesystem::temp_directory_path() / "warmline-tls-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
        make("localhost");
        make("elsewhere.invalid");
    }
    static void TearDownTestSuite() { std::filesystem::remove_all(folder); }

    static void make(const std::string& host) {
        const auto command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + host +
            " -addext subjectAltName=DNS:" + host + " -keyout " + file(host, "key") + " -out " + file(host, "crt") +
            " 2>/dev/null";
        ASSERT_EQ(std::system(command.c_str()), 0);
    }
    static std::string file(const std::string& host, const char* kind) { return folder + "/" + host + "." + kind; }
    static ServerSettings settings(const std::string& host) {
        ServerSettings out;
        out.certificate_file = file(host, "crt");
        out.key_file = file(host, "key");
        return out;
    }
    Result<Response> send(Client& client, const std::string& url) {
        return run(context, client.send({.method = "POST", .url = url, .body = "hello"},
                                        std::chrono::steady_clock::now() + 10s));
    }

    inline static std::string folder;
    asio::io_context context;
};

TEST_F(Tls, CarriesRequestsAndKeepsTheConnection) {
    TestServer server(usual_router(), settings("localhost"));
    Client client(context.get_executor(), {.ca_file = file("localhost", "crt")});
    for (int i = 0; i < 3; ++i) {
        const auto got = send(client, server.url("/echo/1", "https"));
        ASSERT_TRUE(got) << got.error().message();
        EXPECT_TRUE(got->body.ends_with("\nhello"));
        EXPECT_EQ(client.idle_connections(), 1u);
    }
    server.stop(10s).get();
}

TEST_F(Tls, RefusesAnUnknownAuthority) {
    TestServer server(usual_router(), settings("localhost"));
    Client client(context.get_executor());
    const auto got = send(client, server.url("/echo/1", "https"));
    EXPECT_EQ(got.error(), Errc::tls);
    EXPECT_TRUE(surely_unsent(got.error()));
    EXPECT_TRUE(server.lines(0).empty());
}

TEST_F(Tls, RefusesACertificateOfAnotherHost) {
    TestServer server(usual_router(), settings("elsewhere.invalid"));
    Client client(context.get_executor(), {.ca_file = file("elsewhere.invalid", "crt")});
    EXPECT_EQ(send(client, server.url("/echo/1", "https")).error(), Errc::tls);
}

TEST_F(Tls, DropsAClientThatDoesNotSpeakIt) {
    auto hasty = settings("localhost");
    hasty.header_time_max = 80ms;
    TestServer server(usual_router(), hasty);
    RawClient silent(server.port());
    EXPECT_TRUE(silent.ends());
    RawClient plain(server.port());
    plain.send(get("/echo/1"));
    EXPECT_EQ(plain.receive().status, 0u);
    EXPECT_TRUE(server.lines(0).empty());
}

TEST_F(Tls, NeedsAKeyThatFitsTheCertificate) {
    auto mixed = settings("localhost");
    mixed.key_file = file("elsewhere.invalid", "key");
    const Router router;
    Server server(context.get_executor(), mixed, router);
    EXPECT_EQ(server.start().error(), Errc::tls_files);
}

}  // namespace
}  // namespace warmline::http::test
