#include "hotline/call.hpp"

#include <algorithm>
#include <tuple>

namespace warmline::hotline {
namespace {

std::size_t text_bytes(const Call& call) {
    std::size_t total = 0;
    for (const auto& one : call.spoken) total += one.text.size();
    for (const auto& one : call.notes) total += one.text.size();
    return total;
}

bool has_room(Call& call, std::size_t count, std::size_t count_max, std::size_t bytes) {
    if (count < count_max && text_bytes(call) + bytes <= texts_bytes_max) return true;
    call.cut = true;
    return false;
}

bool spoken_before(const Spoken& a, const Spoken& b) {
    return std::tie(a.start_ms, a.event_seq, a.segment_id) < std::tie(b.start_ms, b.event_seq, b.segment_id);
}

/// Applies the data of one event; `seq` and `at` are the event's.
struct Apply {
    Call& call;
    std::int64_t seq;
    Time at;

    void operator()(OtherEvent&&) const {}  // stored as an event, without effect on the call
    void operator()(CallStarted&& started) const { call.line = std::move(started.line); }
    void operator()(DigitPressed&& digit) const;
    void operator()(TranscriptSegment&& segment) const;
    void operator()(AgentNote&& note) const;
    void operator()(CallEnded&& ended) const;
    void operator()(CallAbandoned&& abandoned) const;

private:
    [[nodiscard]] bool close(CallState state, std::int64_t told_ms) const;
};

void Apply::operator()(DigitPressed&& digit) const {
    const auto place = std::lower_bound(call.pressed.begin(), call.pressed.end(), seq,
                                        [](const Pressed& one, std::int64_t at_seq) { return one.event_seq < at_seq; });
    if (place != call.pressed.end() && place->event_seq == seq) return;
    if (!has_room(call, call.pressed.size(), digits_max, 0)) return;
    call.pressed.insert(place, {seq, std::move(digit.digit), std::move(digit.menu)});
}

void Apply::operator()(TranscriptSegment&& segment) const {
    const auto known = std::find_if(call.spoken.begin(), call.spoken.end(),
                                    [&](const Spoken& one) { return one.segment_id == segment.segment_id; });
    if (known != call.spoken.end()) {
        if (known->final || (!segment.final && segment.revision <= known->revision)) return;
        call.spoken.erase(known);
    }
    if (!has_room(call, call.spoken.size(), segments_max, segment.text.size())) return;
    Spoken spoken{
        std::move(segment.segment_id), seq, segment.revision, segment.start_ms, segment.final, false, segment.speaker,
        std::move(segment.text)};
    const auto place = std::upper_bound(call.spoken.begin(), call.spoken.end(), spoken, spoken_before);
    call.spoken.insert(place, std::move(spoken));
}

void Apply::operator()(AgentNote&& note) const {
    const auto known = std::find_if(call.notes.begin(), call.notes.end(),
                                    [&](const Note& one) { return one.note_id == note.note_id; });
    if (known != call.notes.end()) {  // a later event is the agent's correction
        if (known->event_seq >= seq) return;
        call.notes.erase(known);
    }
    if (!has_room(call, call.notes.size(), notes_max, note.text.size())) return;
    const auto place = std::upper_bound(call.notes.begin(), call.notes.end(), seq,
                                        [](std::int64_t at_seq, const Note& one) { return at_seq < one.event_seq; });
    call.notes.insert(place, {std::move(note.note_id), seq, std::move(note.agent_id), std::move(note.agent_name),
                              std::move(note.text), false});
}

bool Apply::close(CallState state, std::int64_t told_ms) const {
    if (call.closing_seq != 0 && call.closing_seq <= seq) return false;
    call.state = state;
    call.closing_seq = seq;
    call.closed_at = told_ms > 0 ? Time(std::chrono::milliseconds(told_ms)) : at;
    call.recording_url.clear();
    call.satisfaction.clear();
    call.callback_requested = false;
    return true;
}

void Apply::operator()(CallEnded&& ended) const {
    if (!close(CallState::ended, ended.ended_ms)) return;
    call.closing_digits = std::move(ended.digits);
    call.recording_url = std::move(ended.recording_url);
    call.satisfaction = std::move(ended.satisfaction);
}

void Apply::operator()(CallAbandoned&& abandoned) const {
    if (!close(CallState::abandoned, abandoned.ended_ms)) return;
    call.closing_digits = std::move(abandoned.digits);
    call.callback_requested = abandoned.callback_requested;
}

bool is_final_of_caller(const Spoken& one) { return one.final && one.speaker == Speaker::caller; }

}  // namespace

Call apply(Call call, CallEvent event) {
    call.account = std::move(event.account);
    call.call_id = std::move(event.call_id);
    if (auto digits = caller_digits(event.caller); !digits.empty()) call.caller_digits = std::move(digits);
    if (!event.caller.region.empty()) call.caller_region = std::move(event.caller.region);
    if (!event.callee.empty()) call.callee = std::move(event.callee);
    call.last_event_seq = std::max(call.last_event_seq, event.event_seq);
    call.last_event_at = std::max(call.last_event_at, event.occurred_at);
    std::visit(Apply{call, event.event_seq, event.occurred_at}, std::move(event.data));
    return call;
}

std::optional<Time> closes_at(const Call& call) {
    if (call.state != CallState::open) return std::nullopt;
    return call.last_event_at + silence_max;
}

Call close_if_silent(Call call, Time now) {
    const auto when = closes_at(call);
    if (!when || *when > now) return call;
    call.state = CallState::lost;
    call.closed_at = now;
    return call;
}

std::optional<std::string> chosen_key(const Call& call, std::span<const std::string> keys) {
    const auto means_something = [&](std::string_view digit) {
        return std::find(keys.begin(), keys.end(), digit) != keys.end();
    };
    if (call.pressed.empty()) {
        auto first = call.closing_digits.substr(0, 1);
        return means_something(first) ? std::optional(std::move(first)) : std::nullopt;
    }
    std::optional<std::string> chosen;
    for (const auto& one : call.pressed) {
        const bool after_end = call.closing_seq != 0 && one.event_seq > call.closing_seq;
        const bool first_menu = one.menu == call.pressed.front().menu;
        if (first_menu && !after_end && means_something(one.digit)) chosen = one.digit;
    }
    return chosen;
}

std::vector<TextSoFar> unclassified(const Call& call) {
    std::vector<TextSoFar> out;
    for (const auto& one : call.spoken) {
        if (is_final_of_caller(one) && !one.classified) out.push_back({one.segment_id, 0, one.text});
    }
    for (const auto& one : call.notes)
        if (!one.classified && !one.text.empty()) out.push_back({one.note_id, one.event_seq, one.text});
    return out;
}

Call mark_classified(Call call, std::span<const TextSoFar> done) {
    const auto is_done = [&](const std::string& id, std::int64_t note_seq) {
        return std::any_of(done.begin(), done.end(),
                           [&](const TextSoFar& text) { return text.id == id && text.note_seq == note_seq; });
    };
    for (auto& one : call.spoken) one.classified |= is_done(one.segment_id, 0);
    for (auto& one : call.notes) one.classified |= is_done(one.note_id, one.event_seq);
    return call;
}

std::string final_text(const Call& call) {
    std::string out;
    for (const auto& one : call.spoken) {
        if (is_final_of_caller(one)) out += one.text;
    }
    return out;
}

std::string noted_text(const Call& call) {
    std::string out;
    for (const auto& one : call.notes) {
        if (!out.empty() && !one.text.empty()) out += '\n';
        out += one.text;
    }
    return out;
}

}  // namespace warmline::hotline
