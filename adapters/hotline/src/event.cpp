#include "hotline/event.hpp"

#include <nlohmann/json.hpp>
#include <optional>

namespace warmline::hotline {
namespace {

using nlohmann::json;

constexpr int depth_max = 32;  // deeper JSON would make its printing recurse without bound
constexpr std::int64_t integer_max = 9'007'199'254'740'991;  // 2^53 - 1: what every JSON peer can hold

const json* find(const json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::optional<std::string> text(const json& object, const char* name) {
    const auto* value = find(object, name);
    if (!value || !value->is_string()) return std::nullopt;
    return value->get<std::string>();
}
std::string text_or_empty(const json& object, const char* name) { return text(object, name).value_or(""); }

/// @return a whole number from `least` to 2^53 - 1
std::optional<std::int64_t> integer(const json& object, const char* name, std::int64_t least) {
    const auto* value = find(object, name);
    if (!value || !value->is_number_integer()) return std::nullopt;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > integer_max) return std::nullopt;
    const auto number = value->get<std::int64_t>();
    if (number < least || number > integer_max) return std::nullopt;
    return number;
}
std::int64_t integer_or_zero(const json& object, const char* name) { return integer(object, name, 0).value_or(0); }

std::optional<bool> boolean(const json& object, const char* name) {
    const auto* value = find(object, name);
    if (!value || !value->is_boolean()) return std::nullopt;
    return value->get<bool>();
}

const json& child(const json& object, const char* name) {
    static const json nothing = json::object();
    const auto* value = find(object, name);
    return value ? *value : nothing;
}

bool is_call_id(std::string_view id) {
    return !id.empty() && id.size() <= call_id_bytes_max &&
           id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-") == id.npos;
}

bool is_digit(std::string_view digit) {
    return digit.size() == 1 && std::string_view("0123456789*#ABCD").find(digit) != std::string_view::npos;
}

Speaker to_speaker(std::string_view name) {
    if (name == "caller") return Speaker::caller;
    if (name == "agent") return Speaker::agent;
    if (name == "bot") return Speaker::bot;
    return Speaker::other;
}

// A satisfaction mark may be a digit or a word.
std::string text_or_number(const json& object, const char* name) {
    if (const auto number = integer(object, name, 0)) return std::to_string(*number);
    return text_or_empty(object, name);
}

std::vector<std::string> texts(const json& object, const char* name) {
    std::vector<std::string> out;
    if (const auto* list = find(object, name); list && list->is_array()) {
        for (const auto& one : *list) {
            if (one.is_string()) out.push_back(one.get<std::string>());
        }
    }
    return out;
}

// Each reader gives nothing if a field is missing without which the event says nothing.
using Read = std::optional<EventData>;

Read read_started(const json& data) {
    return CallStarted{text_or_empty(data, "line"), text_or_empty(data, "ivr_flow")};
}
Read read_digit(const json& data) {
    auto digit = text(data, "digit");
    if (!digit || !is_digit(*digit)) return std::nullopt;
    return DigitPressed{std::move(*digit), text_or_empty(data, "collected"), text_or_empty(data, "menu"),
                        text_or_empty(data, "label")};
}
Read read_segment(const json& data) {
    auto id = text(data, "segment_id");
    const auto revision = integer(data, "revision", 0);
    const auto final = boolean(data, "final");
    const auto speaker = text(data, "speaker");
    auto words = text(data, "text");
    if (!id || id->empty() || !revision || !final || !speaker || !words) return std::nullopt;
    const auto* confidence = find(data, "confidence");
    return TranscriptSegment{std::move(*id),
                             *revision,
                             *final,
                             to_speaker(*speaker),
                             integer_or_zero(data, "start_ms"),
                             integer_or_zero(data, "end_ms"),
                             text_or_empty(data, "lang"),
                             std::move(*words),
                             confidence && confidence->is_number() ? confidence->get<double>() : 0};
}
Read read_note(const json& data) {
    auto id = text(data, "note_id");
    auto words = text(data, "text");
    if (!id || id->empty() || !words) return std::nullopt;
    const auto& agent = child(data, "agent");
    return AgentNote{std::move(*id), text_or_empty(agent, "id"), text_or_empty(agent, "name"), std::move(*words),
                     texts(data, "tags")};
}
Read read_ended(const json& data) {
    const auto& agent = child(data, "agent");
    return CallEnded{integer_or_zero(data, "started_at"), integer_or_zero(data, "answered_at"),
                     integer_or_zero(data, "ended_at"),   text_or_empty(data, "hangup_by"),
                     text_or_empty(agent, "id"),          text_or_empty(agent, "name"),
                     text_or_empty(data, "digits"),       text_or_empty(child(data, "recording"), "url"),
                     text_or_number(data, "satisfaction")};
}
Read read_abandoned(const json& data) {
    return CallAbandoned{integer_or_zero(data, "started_at"), integer_or_zero(data, "ended_at"),
                         text_or_empty(data, "stage"),        text_or_empty(data, "digits"),
                         text_or_empty(data, "hangup_by"),    boolean(data, "callback_requested").value_or(false)};
}

Read read_data(std::string_view name, const json& data) {
    static constexpr std::pair<std::string_view, Read (*)(const json&)> readers[] = {
        {"call.started", read_started}, {"ivr.digit", read_digit},  {"transcript.segment", read_segment},
        {"agent.note", read_note},      {"call.ended", read_ended}, {"call.abandoned", read_abandoned},
    };
    for (const auto& [known, read] : readers) {
        if (known == name) return read(data);
    }
    return OtherEvent{data.dump()};
}

std::optional<json> parse_json(std::string_view body) {
    bool too_deep = false;
    auto parsed = json::parse(
        body,
        [&](int depth, json::parse_event_t, json&) {
            too_deep |= depth > depth_max;
            return !too_deep;  // what is refused is not kept, so nothing deep is ever built
        },
        false);
    if (too_deep || !parsed.is_object()) return std::nullopt;
    return parsed;
}

}  // namespace

Result<CallEvent> parse_event(std::string_view body) {
    if (body.size() > body_bytes_max) return Errc::too_large;
    const auto root = parse_json(body);
    if (!root || text(*root, "spec") != "hotline.v1") return Errc::schema;
    CallEvent event;
    auto name = text(*root, "event");
    auto call_id = text(*root, "call_id");
    const auto seq = integer(*root, "event_seq", 1);
    const auto occurred = integer(*root, "occurred_at", 0);
    const auto* data = find(*root, "data");
    if (!name || name->empty() || !call_id || !is_call_id(*call_id) || !seq || !occurred) return Errc::schema;
    if (!data || !data->is_object()) return Errc::schema;
    auto typed = read_data(*name, *data);
    if (!typed) return Errc::schema;
    event.data = std::move(*typed);
    event.name = std::move(*name);
    event.call_id = std::move(*call_id);
    event.event_seq = *seq;
    event.occurred_at = Time(std::chrono::milliseconds(*occurred));
    event.provider = text_or_empty(*root, "provider");
    event.provider_ref = text_or_empty(*root, "provider_ref");
    event.direction = text_or_empty(*root, "direction");
    const auto& caller = child(*root, "caller");
    event.caller = {text_or_empty(caller, "number"), boolean(caller, "anonymous").value_or(false),
                    text_or_empty(caller, "region")};
    event.callee = text_or_empty(child(*root, "callee"), "number");
    return event;
}

std::string caller_digits(const Caller& caller) {
    if (caller.anonymous) return "";
    std::string digits;
    for (const char c : caller.number) {
        if (c >= '0' && c <= '9') digits += c;
    }
    const bool international = caller.number.find('+') != std::string::npos || digits.starts_with("00");
    if (digits.starts_with("00")) digits.erase(0, 2);
    if (international && digits.starts_with("86")) digits.erase(0, 2);
    return digits;
}

}  // namespace warmline::hotline
