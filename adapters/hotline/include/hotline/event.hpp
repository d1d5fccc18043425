#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hotline/errc.hpp"

namespace warmline::hotline {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

inline constexpr std::size_t body_bytes_max = 256 * 1024;
inline constexpr std::size_t call_id_bytes_max = 64;

struct CallStarted {
    std::string line, ivr_flow;
};
struct DigitPressed {
    std::string digit;      ///< one of 0-9 * # A-D
    std::string collected;  ///< all digits so far
    std::string menu, label;
};
enum class Speaker { caller, agent, bot, other };
/// Recognised speech. A higher revision replaces a lower one; nothing replaces a final one.
struct TranscriptSegment {
    std::string segment_id;
    std::int64_t revision = 0;
    bool final = false;
    Speaker speaker = Speaker::other;
    std::int64_t start_ms = 0, end_ms = 0;  ///< since the start of the call
    std::string lang, text;
    double confidence = 0;  ///< 0 to 1; 0 if not given
};
struct AgentNote {
    std::string note_id, agent_id, agent_name, text;
    std::vector<std::string> tags;
};
struct CallEnded {
    std::int64_t started_ms = 0, answered_ms = 0, ended_ms = 0;  ///< Unix; 0 if not given
    std::string hangup_by, agent_id, agent_name, digits;
    std::string recording_url;  ///< personal data: fetched by the adapter, never by a browser
    std::string satisfaction;
};
struct CallAbandoned {
    std::int64_t started_ms = 0, ended_ms = 0;  ///< Unix; 0 if not given
    std::string stage;                          ///< ivr, queue or ringing
    std::string digits, hangup_by;
    bool callback_requested = false;
};
/// An event that this version does not know: kept, so that a newer gateway is not blocked.
struct OtherEvent {
    std::string data_json;
};
using EventData =
    std::variant<OtherEvent, CallStarted, DigitPressed, TranscriptSegment, AgentNote, CallEnded, CallAbandoned>;

struct Caller {
    std::string number;  ///< as received, maybe empty; personal data
    bool anonymous = false;
    std::string region;
};

/// One event of one telephone call, of a gateway that was checked.
struct CallEvent {
    std::string account;  ///< id of the hotline account in our configuration; the parser leaves it empty
    std::string name;     ///< "call.started" and so on
    std::string call_id;
    std::int64_t event_seq = 0;  ///< 1 and up, in the order of what happened; gaps are legal
    Time occurred_at{};          ///< by the gateway's clock
    std::string provider, provider_ref, direction;
    Caller caller;
    std::string callee;
    EventData data;
};

/// Reads the envelope "hotline.v1". Unknown fields are ignored, an optional field of the wrong type counts as absent.
/// @param body  UTF-8 JSON, at most body_bytes_max bytes, nested at most 32 deep
/// @return Errc::too_large, or Errc::schema
[[nodiscard]] Result<CallEvent> parse_event(std::string_view body);

/// The digits by which a person is looked up: without punctuation, and without the country code of mainland China
/// ("+86 138-0000-1234" is "13800001234"). Empty if the caller hides the number.
[[nodiscard]] std::string caller_digits(const Caller& caller);

}  // namespace warmline::hotline
