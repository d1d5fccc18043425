#include <gtest/gtest.h>

#include "service.hpp"

namespace warmline::console::testing {
namespace {

std::string note_of(std::size_t chars) {
    std::string text;
    for (std::size_t i = 0; i < chars; ++i) text += "暖";
    return Json{{"text", text}}.dump();
}

TEST(Input, BadBodiesAreRefusedAndChangeNothing) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const auto before = service.backend().at("10005").history.size();
    struct {
        const char* why;
        std::string body;
        unsigned status;
    } const rows[] = {
        {"broken", R"({"text":)", 400},
        {"no object", R"(["text"])", 400},
        {"nothing", " ", 400},
        {"unknown field", R"({"text":"x","by":"me"})", 400},
        {"not UTF-8", "{\"text\":\"\xff\xfe\"}", 400},
        {"deep", R"({"text":)" + std::string(5000, '[') + std::string(5000, ']') + "}", 400},
        {"missing", "{}", 422},
        {"null", R"({"text":null})", 422},
        {"number", R"({"text":5})", 422},
        {"blank", R"({"text":" \n "})", 422},
        {"too long", note_of(1001), 422},
        {"oversize", R"({"text":")" + std::string(20'000, 'x') + R"("})", 413},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(service.send("POST", "/tickets/10005/notes", row.body).status, row.status) << row.why;
    }
    EXPECT_EQ(service.backend().at("10005").history.size(), before);
    EXPECT_EQ(service.send("POST", "/tickets/10005/notes", note_of(1000)).status, 200U) << "the longest allowed";
}

TEST(Input, OnlyJsonIsRead) {
    Service service;
    const auto body = Json{{"name", "chen"}, {"password", demo_password}}.dump();
    for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"}) {
        EXPECT_EQ(service.send("POST", "/session", body, {{"Content-Type", type}}).status, 415U) << type;
    }
    EXPECT_EQ(service.send("POST", "/session", body, {{"Content-Type", "application/json; charset=utf-8"}}).status,
              200U);
}

TEST(Input, BadQueriesAreRefused) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    for (const auto* query :
         {"limit=0", "limit=201", "limit=x", "after=nonsense", "state=gone", "state=new,gone", "tier=t9", "text=abc",
          "text=12345678901", "day=2026-02-30", "figure=came", "day=2026-02-17&figure=nothing"}) {
        EXPECT_EQ(service.get(std::string("/tickets?") + query).status, 400U) << query;
    }
    EXPECT_EQ(service.get("/tickets?limit=200&state=new,offered&tier=t1&text=1234").status, 200U);
}

TEST(Input, WhatOthersTypedIsEscaped) {
    Service service;
    ASSERT_EQ(service.sign_in("chen"), 200U);
    const std::string text = "</script><img src=x onerror=alert(1)>\"\\";
    const auto response = service.post("/tickets/10005/notes", {{"text", text}});
    ASSERT_EQ(response.status, 200U);
    EXPECT_EQ(response.content_type.find("text/html"), std::string::npos);
    EXPECT_EQ(Json::parse(response.body)["history"].back()["text"], text);
}

}  // namespace
}  // namespace warmline::console::testing
