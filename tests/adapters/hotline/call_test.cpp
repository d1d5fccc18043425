#include "hotline/call.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "vectors.hpp"

namespace warmline::hotline {
namespace {

using namespace std::chrono_literals;

const std::vector<std::string> keys{"1", "2", "3"};

CallEvent event(std::int64_t seq, EventData data) {
    CallEvent out;
    out.account = "12355";
    out.call_id = "call-1";
    out.event_seq = seq;
    out.occurred_at = Time(std::chrono::milliseconds(1'000'000 + seq * 1000));
    out.caller.number = "+8613800001234";
    out.data = std::move(data);
    return out;
}
TranscriptSegment said(std::string id, std::int64_t revision, bool final, std::string text, std::int64_t start_ms = 0,
                       Speaker speaker = Speaker::caller) {
    return {.segment_id = std::move(id),
            .revision = revision,
            .final = final,
            .speaker = speaker,
            .start_ms = start_ms,
            .end_ms = start_ms + 100,
            .lang = "zh-CN",
            .text = std::move(text)};
}
DigitPressed pressed(std::string digit, std::string menu = "main") { return {digit, digit, std::move(menu), ""}; }
CallEnded ended() {
    CallEnded out;
    out.ended_ms = 1'050'000;
    out.digits = "2";
    out.recording_url = "https://r.invalid/1";
    return out;
}

Call fold(std::vector<CallEvent> events) {
    return std::accumulate(events.begin(), events.end(), Call{},
                           [](Call call, const CallEvent& one) { return apply(std::move(call), one); });
}
std::vector<std::string> texts(const Call& call) {
    std::vector<std::string> out;
    for (const auto& one : unclassified(call)) out.push_back(one.text);
    return out;
}

TEST(Call, OfTheVectorsIsOneStory) {
    Call call;
    for (const auto& one : test::vectors().all) {
        if (one.result != "accept" || one.body.find("000381") == std::string::npos) continue;
        auto read = parse_event(one.body);
        read->account = "12355";
        call = apply(std::move(call), std::move(*read));
    }
    EXPECT_EQ(call.account, "12355");
    EXPECT_EQ(call.call_id, "tccc-7f3a9c1e-20240512-000381");
    EXPECT_EQ(call.caller_digits, "13800001234");
    EXPECT_EQ(call.line, "社会工作服务热线");
    EXPECT_EQ(call.state, CallState::ended);
    EXPECT_EQ(call.closing_seq, 6);
    EXPECT_EQ(call.last_event_seq, 10);
    EXPECT_EQ(call.closed_at.time_since_epoch().count(), 1715501098700);
    EXPECT_EQ(final_text(call), "我在荔湾区昌华街，家里老人八十三岁，需要有人每天送两顿饭。");
    EXPECT_EQ(chosen_key(call, keys), "1");  // the 9 of the satisfaction menu came after the end
    ASSERT_EQ(call.notes.size(), 1u);
    EXPECT_EQ(call.notes[0].agent_name, "陈社工");
    EXPECT_FALSE(closes_at(call));
}

TEST(Call, IsTheSameInWhateverOrderEventsCome) {
    std::vector<CallEvent> events{event(1, CallStarted{"12355", ""}),
                                  event(2, pressed("2")),
                                  event(4, said("s-1", 1, false, "家里", 100)),
                                  event(5, said("s-1", 2, true, "家里老人", 100)),
                                  event(7, said("s-2", 1, true, "没人照顾", 900)),
                                  event(8, AgentNote{"n-1", "1001", "陈社工", "回拨", {}}),
                                  event(9, ended())};
    const auto expected = fold(events);
    EXPECT_EQ(final_text(expected), "家里老人没人照顾");
    std::vector<std::size_t> order(events.size());
    std::iota(order.begin(), order.end(), 0u);
    int tried = 0;
    do {
        Call call;
        for (const auto index : order) call = apply(std::move(call), events[index]);
        ASSERT_EQ(call, expected);
        ++tried;
    } while (std::next_permutation(order.begin(), order.end()));
    EXPECT_EQ(tried, 5040);
    for (const auto& again : events) EXPECT_EQ(apply(expected, again), expected);
}

TEST(Call, TakesRevisionsAsTheyAreMeant) {
    struct {
        const char* why;
        std::vector<CallEvent> events;
        std::vector<std::string> heard;  // final texts of the caller
        const char* shown;               // text of the one segment
    } const rows[] = {
        {"partial is not heard", {event(1, said("s", 1, false, "a"))}, {}, "a"},
        {"a higher revision replaces",
         {event(1, said("s", 1, false, "a")), event(2, said("s", 2, false, "b"))},
         {},
         "b"},
        {"a lower one does not", {event(1, said("s", 2, false, "b")), event(2, said("s", 1, false, "a"))}, {}, "b"},
        {"final", {event(1, said("s", 1, false, "a")), event(2, said("s", 2, true, "b"))}, {"b"}, "b"},
        {"nothing replaces final", {event(1, said("s", 2, true, "b")), event(2, said("s", 3, false, "c"))}, {"b"}, "b"},
        {"not even final", {event(1, said("s", 2, true, "b")), event(2, said("s", 3, true, "c"))}, {"b"}, "b"},
        {"final beats a higher partial",
         {event(1, said("s", 3, false, "c")), event(2, said("s", 2, true, "b"))},
         {"b"},
         "b"},
        {"agents are not classified", {event(1, said("s", 1, true, "您好", 0, Speaker::agent))}, {}, "您好"},
        {"nor is the machine", {event(1, said("s", 1, true, "请按键", 0, Speaker::bot))}, {}, "请按键"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto call = fold(row.events);
        EXPECT_EQ(texts(call), row.heard);
        ASSERT_EQ(call.spoken.size(), 1u);
        EXPECT_EQ(call.spoken[0].text, row.shown);
    }
}

TEST(Call, GivesEachFinalTextOnceAndInTheOrderOfSpeech) {
    auto call = fold({event(3, said("s-2", 1, true, "二", 200)), event(2, said("s-1", 1, true, "一", 100))});
    const auto first = unclassified(call);
    EXPECT_EQ(texts(call), (std::vector<std::string>{"一", "二"}));
    call = mark_classified(std::move(call), first);
    EXPECT_TRUE(unclassified(call).empty());
    call = apply(std::move(call), event(4, said("s-3", 1, true, "三", 150)));
    EXPECT_EQ(texts(call), (std::vector<std::string>{"三"}));
    call = apply(std::move(call), event(2, said("s-1", 1, true, "一", 100)));  // again: stays classified
    EXPECT_EQ(texts(call), (std::vector<std::string>{"三"}));
    EXPECT_EQ(final_text(call), "一三二");
}

TEST(Call, GivesEachNoteOfTheAgentOnceAndItsCorrectionAgain) {
    auto call = fold({event(3, AgentNote{"n-1", "1001", "陈社工", "独居长者", {}}),
                      event(2, said("s-1", 1, true, "一", 100)), event(4, AgentNote{"n-2", "1001", "陈社工", "", {}})});
    const auto first = unclassified(call);
    EXPECT_EQ(texts(call), (std::vector<std::string>{"一", "独居长者"})) << "an empty note says nothing";
    call = *call_from_json(to_json(mark_classified(std::move(call), first)));
    EXPECT_TRUE(unclassified(call).empty());
    call = apply(std::move(call), event(5, AgentNote{"n-1", "1001", "陈社工", "独居长者，低盐", {}}));
    EXPECT_EQ(texts(call), (std::vector<std::string>{"独居长者，低盐"}));
    EXPECT_EQ(noted_text(call), "独居长者，低盐");
}

TEST(Call, KnowsTheKeyThatWasChosen) {
    struct {
        const char* why;
        std::vector<CallEvent> events;
        std::optional<std::string> key;
    } const rows[] = {
        {"none", {event(1, CallStarted{})}, std::nullopt},
        {"one", {event(1, pressed("3"))}, "3"},
        {"without meaning", {event(1, pressed("7"))}, std::nullopt},
        {"the last holds", {event(1, pressed("1")), event(2, pressed("*")), event(3, pressed("2"))}, "2"},
        {"by sequence, not arrival", {event(3, pressed("2")), event(1, pressed("1"))}, "2"},
        {"another menu", {event(1, pressed("1")), event(2, pressed("3", "district"))}, "1"},
        {"after the end", {event(1, pressed("1")), event(2, ended()), event(3, pressed("3"))}, "1"},
        {"only the end tells", {event(2, ended())}, "2"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(chosen_key(fold(row.events), keys), row.key);
    }
}

TEST(Call, IsClosedByTheFirstOfSeveralEnds) {
    const CallAbandoned abandoned{
        .ended_ms = 1'040'000, .stage = "queue", .digits = "1", .hangup_by = "caller", .callback_requested = true};
    for (const auto& call :
         {fold({event(5, abandoned), event(6, ended())}), fold({event(6, ended()), event(5, abandoned)})}) {
        EXPECT_EQ(call.state, CallState::abandoned);
        EXPECT_EQ(call.closing_seq, 5);
        EXPECT_TRUE(call.callback_requested);
        EXPECT_EQ(call.recording_url, "");
        EXPECT_EQ(call.closed_at.time_since_epoch().count(), 1'040'000);
    }
    const auto untold = fold({event(5, CallEnded{})});
    EXPECT_EQ(untold.closed_at.time_since_epoch().count(), 1'005'000);  // the event's own time
}

TEST(Call, IsLostAfterFourSilentHours) {
    const auto open = fold({event(1, CallStarted{}), event(3, pressed("1")), event(2, pressed("2"))});
    const auto last = Time(1'003'000ms);
    ASSERT_EQ(closes_at(open), last + 4h);
    EXPECT_EQ(close_if_silent(open, last + 4h - 1ms), open);
    const auto lost = close_if_silent(open, last + 4h);
    EXPECT_EQ(lost.state, CallState::lost);
    EXPECT_EQ(lost.closed_at, last + 4h);
    EXPECT_EQ(close_if_silent(lost, last + 100h), lost);
    const auto corrected = apply(lost, event(4, ended()));
    EXPECT_EQ(corrected.state, CallState::ended);
    EXPECT_EQ(close_if_silent(corrected, last + 100h), corrected);
}

TEST(Call, HidesAnAnonymousCaller) {
    auto hidden = event(1, CallStarted{});
    hidden.caller.anonymous = true;
    EXPECT_EQ(fold({hidden}).caller_digits, "");
}

TEST(Call, HoldsItsLimits) {
    Call call;
    for (std::size_t i = 0; i < digits_max + 1; ++i)
        call = apply(std::move(call), event(static_cast<std::int64_t>(i + 1), pressed("1")));
    EXPECT_EQ(call.pressed.size(), digits_max);
    EXPECT_TRUE(call.cut);
    call = {};
    for (std::size_t i = 0; i < segments_max + 1; ++i) {
        ASSERT_FALSE(call.cut);
        call = apply(std::move(call),
                     event(static_cast<std::int64_t>(i + 1), said("s-" + std::to_string(i), 1, true, "a")));
    }
    EXPECT_EQ(call.spoken.size(), segments_max);
    EXPECT_TRUE(call.cut);
    call = {};
    for (std::size_t i = 0; i < notes_max + 1; ++i) {
        call = apply(std::move(call),
                     event(static_cast<std::int64_t>(i + 1), AgentNote{"n-" + std::to_string(i), "", "", "", {}}));
    }
    EXPECT_EQ(call.notes.size(), notes_max);
    call = fold({event(1, said("s-1", 1, true, std::string(texts_bytes_max, 'x')))});
    EXPECT_FALSE(call.cut);
    call = apply(std::move(call), event(2, said("s-2", 1, true, "x")));
    EXPECT_TRUE(call.cut);
    EXPECT_EQ(call.spoken.size(), 1u);
}

TEST(Call, SurvivesBeingKept) {
    auto call = fold({event(1, CallStarted{"热线", ""}), event(2, pressed("1")), event(3, said("s", 1, true, "送饭")),
                      event(4, said("t", 1, false, "您好", 5, Speaker::agent)),
                      event(5, AgentNote{"n", "1", "陈", "低盐", {}}), event(6, ended())});
    call = mark_classified(std::move(call), unclassified(call));
    const auto kept = call_from_json(nlohmann::json::parse(to_json(call).dump()));
    ASSERT_TRUE(kept);
    EXPECT_EQ(*kept, call);
    EXPECT_EQ(call_from_json(to_json(Call{})).value(), Call{});
}

TEST(Call, IsNotReadFromSomethingElse) {
    for (const char* text : {"null", "{}", "[]", R"({"account":1})"}) {
        EXPECT_EQ(call_from_json(nlohmann::json::parse(text)).error(), Errc::stored_call) << text;
    }
    auto kept = to_json(Call{});
    kept["state"] = "flying";
    EXPECT_EQ(call_from_json(kept).error(), Errc::stored_call);
}

}  // namespace
}  // namespace warmline::hotline
