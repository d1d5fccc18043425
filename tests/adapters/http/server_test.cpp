#include "http/server.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace warmline::http::test {
namespace {

TEST(Server, AnswersWithWhatTheHandlerSays) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send("POST /echo/%E6%9A%96?a=1+2 HTTP/1.1\r\nHost: x\r\nUSER-AGENT: raw\r\nContent-Length: 5\r\n\r\nhello");
    const auto got = client.receive();
    EXPECT_EQ(got.status, 200u);
    EXPECT_EQ(got.body, "POST /echo/暖\nparam id=暖\nquery a=1 2\nagent raw\nfrom 127.0.0.1\nhello");
    EXPECT_EQ(got.header("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(got.header("Date").size(), 29u);
    EXPECT_EQ(got.header("Connection"), "");
}

TEST(Server, KeepsTheConnection) {
    TestServer server(usual_router());
    RawClient client(server.port());
    for (int i = 0; i < 3; ++i) {
        client.send(get("/echo/" + std::to_string(i)));
        EXPECT_EQ(client.receive().body.substr(0, 11), "GET /echo/" + std::to_string(i));
    }
    client.send(get("/echo/last", "Connection: close\r\n"));
    EXPECT_EQ(client.receive().header("Connection"), "close");
    EXPECT_TRUE(client.ends());
}

TEST(Server, KeepsAnOldClientOnlyIfAsked) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send("GET /echo/1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(client.receive().header("Connection"), "keep-alive");
    client.send("GET /echo/1 HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.receive().header("Connection"), "close");
    EXPECT_TRUE(client.ends());
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send(get("/slow") + post("/echo/2", "two") + get("/echo/3"));
    EXPECT_EQ(client.receive().body, "rested\n");
    EXPECT_NE(client.receive().body.find("\ntwo"), std::string::npos);
    EXPECT_EQ(client.receive().body.substr(0, 11), "GET /echo/3");
}

TEST(Server, ReadsChunkedBodiesAndBytesOneByOne) {
    TestServer server(usual_router());
    RawClient client(server.port());
    const std::string chunked =
        "POST /echo/c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    client.send(chunked);
    EXPECT_TRUE(client.receive().body.ends_with("\nabcde"));
    for (const char c : chunked) client.send({&c, 1});
    EXPECT_TRUE(client.receive().body.ends_with("\nabcde"));
}

TEST(Server, AnswersHeadWithoutABody) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send("HEAD /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n" + get("/echo/2"));
    const auto head = client.receive(true);
    EXPECT_EQ(head.status, 200u);
    EXPECT_GT(std::stoi(head.header("Content-Length")), 10);
    EXPECT_EQ(client.receive().body.substr(0, 11), "GET /echo/2");
    EXPECT_EQ(server.lines(2)[0].bytes, 0u);
}

TEST(Server, TellsUnknownPathFromUnknownMethod) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send(get("/nothing"));
    EXPECT_EQ(client.receive().status, 404u);
    client.send("DELETE /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto refused = client.receive();
    EXPECT_EQ(refused.status, 405u);
    EXPECT_EQ(refused.header("Allow"), "GET, HEAD, POST, OPTIONS");
    client.send(post("/nothing", "a body that nobody reads"));
    const auto last = client.receive();
    EXPECT_EQ(last.status, 404u);
    EXPECT_EQ(last.header("Connection"), "close");
    EXPECT_TRUE(client.ends());
}

std::string problem_body(const std::string& title, unsigned status, const std::string& code,
                         const std::string& detail) {
    return R"({"type":"about:blank","title":")" + title + R"(","status":)" + std::to_string(status) + R"(,"code":")" +
           code + R"(","detail":")" + detail + R"("})";
}

TEST(Server, RefusesInTheFormOfTheRoute) {
    Router router;
    router.add("POST", "/api", throwing, {.body_bytes_max = 10, .errors = ErrorForm::problem});
    router.add("POST", "/hook", throwing, {.body_bytes_max = 10});
    struct {
        std::string request;
        unsigned status;
        std::string body;
    } const rows[] = {
        {get("/nothing"), 404, problem_body("Not Found", 404, "no_such_path", "Not found")},
        {get("/api"), 405, problem_body("Method Not Allowed", 405, "method_not_allowed", "Method not allowed")},
        {get("/hook"), 405, "Method not allowed\n"},
        {post("/api", "12345678901"), 413, problem_body("Payload Too Large", 413, "body_too_large", "Too large")},
        {post("/hook", "12345678901"), 413, "Too large\n"},
        {post("/api", "x"), 500, problem_body("Internal Server Error", 500, "internal_error", "Internal error")},
        {post("/hook", "x"), 500, "Internal error\n"},
    };
    TestServer server(std::move(router));
    for (const auto& row : rows) {
        RawClient client(server.port());
        client.send(row.request);
        const auto got = client.receive();
        EXPECT_EQ(got.status, row.status);
        EXPECT_EQ(got.body, row.body);
        const bool problem = row.body.starts_with('{');
        EXPECT_EQ(got.header("Content-Type"), problem ? "application/problem+json" : "text/plain; charset=utf-8");
    }
}

TEST(Server, AnswersOptionsAndHeadByItself) {
    TestServer server(usual_router());
    RawClient client(server.port());
    for (const char* target : {"/echo/1", "*"}) {
        client.send("OPTIONS " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto got = client.receive();
        EXPECT_EQ(got.status, 204u) << target;
        EXPECT_EQ(got.header("Allow"), *target == '*' ? "" : "GET, HEAD, POST, OPTIONS");
        EXPECT_EQ(got.header("Content-Length"), "") << target;
    }
    client.send("OPTIONS /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.receive().status, 404u);
    client.send("HEAD /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto head = client.receive(true);
    EXPECT_EQ(head.status, 404u);
    EXPECT_GT(std::stoi(head.header("Content-Length")), 10) << "as GET would have it";
    client.send(get("/echo/1"));
    EXPECT_EQ(client.receive().status, 200u) << "the refusals left the connection in step";
}

TEST(Response, ProblemsAreJsonWhateverTheySay) {
    const auto response = Response::problem(422, "a \"quote\", a \\ and a\nline", {});
    EXPECT_EQ(response.body, R"({"type":"about:blank","title":"Unprocessable Entity","status":422,)"
                             R"("code":"unprocessable_entity","detail":"a \"quote\", a \\ and a\u000aline"})");
}

TEST(Server, AnswersBadRequestsAndCloses) {
    struct {
        const char* why;
        std::string bytes;
    } const rows[] = {
        {"no HTTP", "hello\r\n\r\n"},
        {"TLS to a plain port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15)},
        {"no host", "GET /echo/1 HTTP/1.1\r\n\r\n"},
        {"two hosts", "GET /echo/1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
        {"two lengths", "POST /echo/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"},
        {"length and chunks",
         "POST /echo/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"negative length", "POST /echo/1 HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"},
        {"a coding without chunks",
         "POST /echo/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"},
        {"chunk size", "POST /echo/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n"},
        {"unknown version", "GET /echo/1 HTTP/3.0\r\nHost: a\r\n\r\n"},
    };
    TestServer server(usual_router());
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        RawClient client(server.port());
        client.send(row.bytes);
        const auto got = client.receive();
        EXPECT_EQ(got.status, 400u);
        // The head of this one was good, so its route was known, and that has plain text.
        const bool routed = std::string_view(row.why) == "chunk size";
        const auto problem = problem_body("Bad Request", 400, "malformed_request", "Bad request");
        EXPECT_EQ(got.body, routed ? "Bad request\n" : problem);
        EXPECT_EQ(got.header("Content-Type"), routed ? "text/plain; charset=utf-8" : "application/problem+json");
        EXPECT_EQ(got.header("Connection"), "close");
        EXPECT_TRUE(client.ends());
    }
    RawClient client(server.port());
    client.send(get("/a/../b"));
    EXPECT_EQ(client.receive().status, 400u);
    client.send(get("/echo/1"));  // that one was well framed, so the connection goes on
    EXPECT_EQ(client.receive().status, 200u);
}

TEST(Server, AnswersAHandlerThatThrowsWithABare500) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send(get("/throwing", "X-Request-Id: known-1\r\n"));
    const auto got = client.receive();
    EXPECT_EQ(got.status, 500u);
    EXPECT_EQ(got.body, "Internal error\n");
    EXPECT_EQ(server.failures().size(), 1u);
    EXPECT_EQ(server.failures()[0].find("/throwing known-1 "), 0u);
    EXPECT_EQ(server.failures()[0].find("13800001234"), std::string::npos);
    client.send(get("/echo/1"));
    EXPECT_EQ(client.receive().status, 200u);
}

TEST(Server, CancelsAHandlerPastItsTime) {
    TestServer server(usual_router());
    RawClient client(server.port());
    for (int i = 0; i < 2; ++i) {
        client.send(get("/sleepy"));
        EXPECT_EQ(client.receive().status, 503u);
        client.send(get("/slow"));  // the cancellation does not stick to the connection
        EXPECT_EQ(client.receive().body, "rested\n");
    }
    EXPECT_EQ(server.failures().size(), 2u);
}

TEST(Server, EchoesAHarmlessRequestIdAndMakesOneOtherwise) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send(get("/echo/1", "X-Request-Id: gw-2024.1\r\n"));
    EXPECT_EQ(client.receive().header("X-Request-Id"), "gw-2024.1");
    client.send(get("/echo/1", "X-Request-Id: a b\"c\r\n"));
    const auto made = client.receive().header("X-Request-Id");
    EXPECT_FALSE(made.empty());
    EXPECT_EQ(made.find('"'), std::string::npos);
    client.send(get("/echo/1"));
    EXPECT_NE(client.receive().header("X-Request-Id"), made);
}

TEST(Server, ReportsThePatternAndNeverThePathOrQuery) {
    TestServer server(usual_router());
    RawClient client(server.port());
    client.send(get("/echo/13800001234?phone=13800001234") + get("/13800001234") +
                "A13800001234 /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n");
    for (int i = 0; i < 3; ++i) client.receive();
    const auto lines = server.lines(3);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0].route, "/echo/{id}");
    EXPECT_EQ(lines[0].method, "GET");
    EXPECT_EQ(lines[0].status, 200u);
    EXPECT_GT(lines[0].bytes, 0u);
    EXPECT_EQ(lines[1].route, "-");
    EXPECT_EQ(lines[1].status, 404u);
    EXPECT_EQ(lines[2].method, "-");
    for (const auto& line : lines) EXPECT_FALSE(line.id.empty());
}

TEST(Server, SaysWhenItCannotListen) {
    TestServer first(usual_router());
    asio::io_context context;
    const Router router = usual_router();
    Server second(context.get_executor(), {.port = first.port()}, router);
    EXPECT_EQ(second.start().error(), Errc::listen);
    Server third(context.get_executor(), {.address = "not an address"}, router);
    EXPECT_EQ(third.start().error(), Errc::listen);
    Server fourth(context.get_executor(), {.certificate_file = "/nonexistent.pem"}, router);
    EXPECT_EQ(fourth.start().error(), Errc::tls_files);
}

}  // namespace
}  // namespace warmline::http::test
