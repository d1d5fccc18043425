// The kept form of a call. Field names are short but words, since people read them when something is wrong.
#include <array>
#include <nlohmann/json.hpp>

#include "hotline/call.hpp"

namespace warmline::hotline {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 4> states{"open", "ended", "abandoned", "lost"};
constexpr std::array<const char*, 4> speakers{"caller", "agent", "bot", "other"};

template <class Enum, std::size_t N>
Enum from_name(const std::array<const char*, N>& names, const std::string& name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (name == names[i]) return static_cast<Enum>(i);
    }
    throw json::out_of_range::create(403, "unknown name", nullptr);
}

std::int64_t to_ms(Time t) { return t.time_since_epoch().count(); }
Time from_ms(std::int64_t ms) { return Time(std::chrono::milliseconds(ms)); }

json to_json(const Spoken& s) {
    return {{"id", s.segment_id}, {"seq", s.event_seq},
            {"rev", s.revision},  {"start", s.start_ms},
            {"final", s.final},   {"classified", s.classified},
            {"text", s.text},     {"speaker", speakers[static_cast<std::size_t>(s.speaker)]}};
}
Spoken spoken_from(const json& j) {
    return {j.at("id"),
            j.at("seq"),
            j.at("rev"),
            j.at("start"),
            j.at("final"),
            j.at("classified"),
            from_name<Speaker>(speakers, j.at("speaker")),
            j.at("text")};
}

Call read(const json& kept) {
    Call call;
    call.account = kept.at("account");
    call.call_id = kept.at("call");
    call.caller_digits = kept.value("caller", "");
    call.caller_region = kept.value("region", "");
    call.callee = kept.value("callee", "");
    call.line = kept.value("line", "");
    call.state = from_name<CallState>(states, kept.at("state"));
    call.last_event_seq = kept.at("last_seq");
    call.closing_seq = kept.at("closing_seq");
    call.last_event_at = from_ms(kept.at("last_at"));
    call.closed_at = from_ms(kept.at("closed_at"));
    for (const auto& one : kept.at("pressed")) call.pressed.push_back({one.at(0), one.at(1), one.at(2)});
    for (const auto& one : kept.at("spoken")) call.spoken.push_back(spoken_from(one));
    for (const auto& one : kept.at("notes")) {
        call.notes.push_back({one.at("id"), one.at("seq"), one.at("agent"), one.at("name"), one.at("text"),
                              one.value("classified", false)});
    }
    call.closing_digits = kept.value("digits", "");
    call.recording_url = kept.value("recording", "");
    call.satisfaction = kept.value("satisfaction", "");
    call.callback_requested = kept.value("callback", false);
    call.cut = kept.value("cut", false);
    return call;
}

}  // namespace

json to_json(const Call& call) {
    json out{{"account", call.account},
             {"call", call.call_id},
             {"caller", call.caller_digits},
             {"region", call.caller_region},
             {"callee", call.callee},
             {"line", call.line},
             {"state", states[static_cast<std::size_t>(call.state)]},
             {"last_seq", call.last_event_seq},
             {"closing_seq", call.closing_seq},
             {"last_at", to_ms(call.last_event_at)},
             {"closed_at", to_ms(call.closed_at)},
             {"pressed", json::array()},
             {"spoken", json::array()},
             {"notes", json::array()},
             {"digits", call.closing_digits},
             {"recording", call.recording_url},
             {"satisfaction", call.satisfaction},
             {"callback", call.callback_requested},
             {"cut", call.cut}};
    for (const auto& one : call.pressed) out["pressed"].push_back(json::array({one.event_seq, one.digit, one.menu}));
    for (const auto& one : call.spoken) out["spoken"].push_back(to_json(one));
    for (const auto& one : call.notes) {
        out["notes"].push_back({{"id", one.note_id},
                                {"seq", one.event_seq},
                                {"agent", one.agent_id},
                                {"name", one.agent_name},
                                {"text", one.text},
                                {"classified", one.classified}});
    }
    return out;
}

Result<Call> call_from_json(const json& kept) {
    try {
        return read(kept);
    } catch (const json::exception&) {
        return Errc::stored_call;
    }
}

}  // namespace warmline::hotline
