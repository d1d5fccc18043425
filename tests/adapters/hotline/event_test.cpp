#include "hotline/event.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "vectors.hpp"

namespace warmline::hotline {
namespace {

using nlohmann::json;

json envelope(const std::string& event, json data) {
    return {{"spec", "hotline.v1"},         {"event", event},         {"call_id", "call-1"}, {"event_seq", 1},
            {"occurred_at", 1715501000120}, {"data", std::move(data)}};
}
json segment() {
    return {{"segment_id", "s-1"}, {"revision", 1}, {"final", true}, {"speaker", "caller"}, {"text", "要人送饭"}};
}
CallEvent read(const std::string& vector_id) { return parse_event(test::vectors().at(vector_id).body).value(); }

TEST(Event, ReadsTheEnvelope) {
    const auto event = read("hotline-01-call-started");
    EXPECT_EQ(event.name, "call.started");
    EXPECT_EQ(event.account, "");
    EXPECT_EQ(event.call_id, "tccc-7f3a9c1e-20240512-000381");
    EXPECT_EQ(event.event_seq, 1);
    EXPECT_EQ(event.occurred_at.time_since_epoch().count(), 1715501000120);
    EXPECT_EQ(event.provider, "tccc");
    EXPECT_EQ(event.provider_ref, "7f3a9c1e-20240512-000381");
    EXPECT_EQ(event.direction, "inbound");
    EXPECT_EQ(event.caller.number, "+8613800001234");
    EXPECT_FALSE(event.caller.anonymous);
    EXPECT_EQ(event.caller.region, "广东广州");
    EXPECT_EQ(event.callee, "+862012345");
    EXPECT_EQ(std::get<CallStarted>(event.data).line, "社会工作服务热线");
}

TEST(Event, ReadsTheDataOfEachKind) {
    const auto digit = std::get<DigitPressed>(read("hotline-02-ivr-digit").data);
    EXPECT_EQ(digit.digit + digit.collected + digit.menu + digit.label, "11main提出需求");
    const auto partial = std::get<TranscriptSegment>(read("hotline-03-transcript-partial").data);
    EXPECT_FALSE(partial.final);
    const auto final = std::get<TranscriptSegment>(read("hotline-04-transcript-final").data);
    EXPECT_EQ(final.segment_id, "s-1");
    EXPECT_EQ(final.revision, 2);
    EXPECT_TRUE(final.final);
    EXPECT_EQ(final.speaker, Speaker::caller);
    EXPECT_EQ(final.start_ms, 24100);
    EXPECT_EQ(final.end_ms, 36300);
    EXPECT_DOUBLE_EQ(final.confidence, 0.93);
    EXPECT_EQ(final.text, "我在荔湾区昌华街，家里老人八十三岁，需要有人每天送两顿饭。");
    const auto note = std::get<AgentNote>(read("hotline-05-agent-note").data);
    EXPECT_EQ(note.note_id + note.agent_id + note.agent_name, "n-11001陈社工");
    EXPECT_EQ(note.tags, (std::vector<std::string>{"elder", "meal"}));
    const auto ended = std::get<CallEnded>(read("hotline-06-call-ended").data);
    EXPECT_EQ(ended.ended_ms, 1715501098700);
    EXPECT_EQ(ended.hangup_by, "caller");
    EXPECT_EQ(ended.agent_id, "1001");
    const auto abandoned = std::get<CallAbandoned>(read("hotline-07-call-abandoned").data);
    EXPECT_EQ(abandoned.stage + abandoned.digits, "queue1");
    EXPECT_TRUE(abandoned.callback_requested);
    EXPECT_EQ(std::get<OtherEvent>(read("hotline-24-unknown-event").data).data_json, "{}");
}

TEST(Event, NeedsEveryRequiredField) {
    for (const char* field : {"spec", "event", "call_id", "event_seq", "occurred_at", "data"}) {
        auto body = envelope("call.started", json::object());
        ASSERT_TRUE(parse_event(body.dump()));
        body.erase(field);
        EXPECT_EQ(parse_event(body.dump()).error(), Errc::schema) << field;
        body[field] = nullptr;
        EXPECT_EQ(parse_event(body.dump()).error(), Errc::schema) << field;
    }
    for (const char* field : {"segment_id", "revision", "final", "speaker", "text"}) {
        auto data = segment();
        ASSERT_TRUE(parse_event(envelope("transcript.segment", data).dump()));
        data.erase(field);
        EXPECT_EQ(parse_event(envelope("transcript.segment", data).dump()).error(), Errc::schema) << field;
    }
    EXPECT_EQ(parse_event(envelope("agent.note", {{"note_id", "n"}}).dump()).error(), Errc::schema);
    EXPECT_EQ(parse_event(envelope("ivr.digit", json::object()).dump()).error(), Errc::schema);
}

TEST(Event, HoldsFieldsToTheirForm) {
    struct {
        const char* why;
        const char* field;
        json value;
        bool good;
    } const rows[] = {
        {"other spec", "spec", "hotline.v2", false},
        {"longest id", "call_id", std::string(64, 'a'), true},
        {"id too long", "call_id", std::string(65, 'a'), false},
        {"id of all kinds", "call_id", "aZ09._:-", true},
        {"id with a blank", "call_id", "a b", false},
        {"id with a slash", "call_id", "a/b", false},
        {"empty id", "call_id", "", false},
        {"number as id", "call_id", 7, false},
        {"sequence zero", "event_seq", 0, false},
        {"negative sequence", "event_seq", -1, false},
        {"fraction", "event_seq", 1.5, false},
        {"sequence as text", "event_seq", "1", false},
        {"largest sequence", "event_seq", 9007199254740991, true},
        {"sequence too large", "event_seq", 9007199254740992, false},
        {"sequence of 64 bits", "event_seq", 18446744073709551615ull, false},
        {"negative time", "occurred_at", -1, false},
        {"empty event", "event", "", false},
        {"list as data", "data", json::array(), false},
        {"caller of another type", "caller", 7, true},
        {"unknown field", "more", json::object(), true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto body = envelope("call.started", json::object());
        body[row.field] = row.value;
        EXPECT_EQ(parse_event(body.dump()).has_value(), row.good);
    }
    for (const char* digit : {"0", "9", "*", "#", "A", "D"}) {
        EXPECT_TRUE(parse_event(envelope("ivr.digit", {{"digit", digit}}).dump())) << digit;
    }
    for (const char* digit : {"", "E", "a", "12", "１"}) {
        EXPECT_FALSE(parse_event(envelope("ivr.digit", {{"digit", digit}}).dump())) << digit;
    }
}

TEST(Event, RefusesWhatIsNoJson) {
    for (const std::string body : {"", "null", "[]", "\"text\"", "{", "{\"spec\":\"hotline.v1\",", "{} {}"}) {
        EXPECT_EQ(parse_event(body).error(), Errc::schema) << body;
    }
    auto bad_utf8 = envelope("call.started", {{"line", "X"}}).dump();
    bad_utf8.replace(bad_utf8.find('X'), 1, "\xff\xfe");
    EXPECT_EQ(parse_event(bad_utf8).error(), Errc::schema);
}

TEST(Event, HoldsTheLimitsOfSizeAndDepth) {
    auto body = envelope("call.started", {{"line", ""}});
    const auto room = body_bytes_max - body.dump().size();
    body["data"]["line"] = std::string(room, 'x');
    ASSERT_EQ(body.dump().size(), body_bytes_max);
    EXPECT_TRUE(parse_event(body.dump()));
    body["data"]["line"] = std::string(room + 1, 'x');
    EXPECT_EQ(parse_event(body.dump()).error(), Errc::too_large);

    const auto nested = [](int depth) {
        return R"({"spec":"hotline.v1","event":"new","call_id":"c","event_seq":1,"occurred_at":1,"data":{"a":)" +
               std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']') +
               "}}";
    };
    EXPECT_TRUE(parse_event(nested(30)));
    EXPECT_EQ(parse_event(nested(40)).error(), Errc::schema);
    EXPECT_EQ(parse_event(nested(100'000)).error(), Errc::schema);
}

TEST(CallerDigits, AreWhatAPersonIsLookedUpBy) {
    struct {
        Caller caller;
        const char* digits;
    } const rows[] = {
        {{"+8613800001234", false, ""}, "13800001234"},
        {{"+86 138-0000-1234", false, ""}, "13800001234"},
        {{"008613800001234", false, ""}, "13800001234"},
        {{"13800001234", false, ""}, "13800001234"},
        {{"+862087654321", false, ""}, "2087654321"},
        {{"02087654321", false, ""}, "02087654321"},
        {{"+85221234567", false, ""}, "85221234567"},
        {{"8613", false, ""}, "8613"},
        {{"13800001234", true, ""}, ""},
        {{"anonymous", false, ""}, ""},
    };
    for (const auto& row : rows) EXPECT_EQ(caller_digits(row.caller), row.digits) << row.caller.number;
}

}  // namespace
}  // namespace warmline::hotline
