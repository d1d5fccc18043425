#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hotline/errc.hpp"
#include "hotline/event.hpp"

namespace warmline::hotline {

// What a call can grow to; what comes beyond is left out and `Call::cut` is set.
inline constexpr std::size_t segments_max = 2000;
inline constexpr std::size_t notes_max = 100;
inline constexpr std::size_t digits_max = 200;
inline constexpr std::size_t texts_bytes_max = 512 * 1024;  ///< segments and notes together

/// A call without an end for so long is closed by us, as abandoned.
inline constexpr std::chrono::hours silence_max{4};

enum class CallState {
    open,
    ended,      ///< call.ended
    abandoned,  ///< call.abandoned
    lost,       ///< closed by us after silence_max; a late call.ended or call.abandoned still corrects it
};

struct Pressed {
    std::int64_t event_seq = 0;
    std::string digit, menu;
    friend bool operator==(const Pressed&, const Pressed&) = default;
};
struct Spoken {
    std::string segment_id;
    std::int64_t event_seq = 0, revision = 0, start_ms = 0;
    bool final = false;
    bool classified = false;  ///< mark_classified() was told so
    Speaker speaker = Speaker::other;
    std::string text;
    friend bool operator==(const Spoken&, const Spoken&) = default;
};
struct Note {
    std::string note_id;
    std::int64_t event_seq = 0;
    std::string agent_id, agent_name, text;
    bool classified = false;  ///< mark_classified() was told so
    friend bool operator==(const Note&, const Note&) = default;
};

/// All that is known of one telephone call: a fold over its events. A value; holds personal data.
struct Call {
    std::string account, call_id;
    std::string caller_digits;  ///< see caller_digits(); empty if hidden
    std::string caller_region, callee, line;
    CallState state = CallState::open;
    std::int64_t last_event_seq = 0;  ///< the highest seen
    std::int64_t closing_seq = 0;     ///< of the event that closed it; 0 if open or lost
    Time last_event_at{};             ///< latest time that an event told
    Time closed_at{};                 ///< the epoch if open
    std::vector<Pressed> pressed;     ///< by event_seq
    std::vector<Spoken> spoken;       ///< by start_ms, then event_seq
    std::vector<Note> notes;          ///< by event_seq
    std::string closing_digits;       ///< as call.ended or call.abandoned told them
    std::string recording_url, satisfaction;
    bool callback_requested = false;
    bool cut = false;  ///< a limit was reached and something left out
    friend bool operator==(const Call&, const Call&) = default;
};

/// Folds one event in. Events may come in any order and again: an event applied twice changes nothing more, and the
/// order matters only where a gateway contradicts itself (two final texts of one segment, two ends: see below).
/// Of several ends the one with the lowest event_seq holds; of several final texts the first that came.
[[nodiscard]] Call apply(Call call, CallEvent event);

/// When silence would close the call. Only an open call has such a moment.
[[nodiscard]] std::optional<Time> closes_at(const Call& call);
/// @return the call as it is, or closed as lost if it is open and closes_at() is not after `now`
[[nodiscard]] Call close_if_silent(Call call, Time now);

/// The key that the caller chose: the last one of `keys` that was pressed in the first menu before the call ended, or,
/// if no key event came, the first of the digits that the end told.
/// @param keys  what the configuration gives a meaning, for example "1", "2", "3"
[[nodiscard]] std::optional<std::string> chosen_key(const Call& call, std::span<const std::string> keys);

struct TextSoFar {
    std::string id;             ///< of the segment or the note
    std::int64_t note_seq = 0;  ///< of a note: its event_seq, since a correction is another text; 0: speech
    std::string text;
    friend bool operator==(const TextSoFar&, const TextSoFar&) = default;
};
/// What speaks of needs and was not classified yet: the caller's final words in the order of speech, then what the
/// agent noted. Nobody else's words, nothing partial.
[[nodiscard]] std::vector<TextSoFar> unclassified(const Call& call);
/// Remembers that those texts were classified. A note that the agent corrects later is to be classified again.
[[nodiscard]] Call mark_classified(Call call, std::span<const TextSoFar> done);
/// All final words of the caller so far, in the order of speech, joined without a gap (Chinese needs none).
[[nodiscard]] std::string final_text(const Call& call);
/// All notes of the agent, each on a line.
[[nodiscard]] std::string noted_text(const Call& call);

/// The form in which a call is kept. call_from_json() reads what to_json() wrote, also by an older version.
/// @return Errc::stored_call
[[nodiscard]] nlohmann::json to_json(const Call& call);
[[nodiscard]] Result<Call> call_from_json(const nlohmann::json& kept);

}  // namespace warmline::hotline
