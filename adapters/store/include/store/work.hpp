#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bot/conversation.hpp"
#include "bot/example.hpp"
#include "dispatcher/decide.hpp"

namespace warmline::store {

// A conversation has three lanes: the usual one has its name, the others a mark behind it.
inline constexpr char urgent_mark = '!', put_off_mark = '~';
[[nodiscard]] inline std::array<std::string, 3> lanes_of(const std::string& conversation) {
    return {conversation, conversation + urgent_mark, conversation + put_off_mark};
}
[[nodiscard]] inline std::string conversation_of(std::string lane) {
    if (lane.ends_with(urgent_mark) || lane.ends_with(put_off_mark)) lane.pop_back();
    return lane;
}

/// A message waiting to be sent to one conversation.
struct Outgoing {
    std::string id;  ///< opaque
    dispatcher::ConversationId to;
    dispatcher::PersonId person;                   ///< whom it is for; empty if not yet known
    std::string text;                              ///< personal data
    std::optional<dispatcher::NoticeKind> notice;  ///< what it asks, so that the next words are understood
    dispatcher::TicketId ticket;
    dispatcher::HouseholdId household;  ///< of a notice about a family
    bool urgent = false;                ///< goes through the urgent lane: not held back at night
    bool put_off = false;               ///< goes through a lane of its own: what comes after it need not wait as long
    bool fall_back = true;              ///< if it cannot be sent, a person telephones
    dispatcher::Time made{}, not_before{};

    [[nodiscard]] std::string lane() const {
        auto out = to.value;
        if (urgent || put_off) out += urgent ? urgent_mark : put_off_mark;
        return out;
    }
};

/// A message that chat could not deliver, for operators to see.
struct Parked {
    Outgoing message;
    int code = 0;         ///< the platform's, 0 if none
    std::string why;      ///< no personal data
    bool waiting = true;  ///< it will go out when the person next writes; else it was given up
    dispatcher::Time at{};
};

/// A labelled example as it is kept: masked, and with a name by which a later label takes its place.
struct KeptExample {
    std::string id;  ///< opaque; [0-9a-f]
    dispatcher::Time at{};
    bot::Example example;
};

/// A conversation with what the engine keeps beside the dialogue's own state.
struct ConversationRecord {
    bot::Conversation conversation;
    bool waiting = false;  ///< something in the outbox waits until the person writes
};

/// What one turn has loaded, changes in memory, and commits under the versions that were read.
struct Work {
    dispatcher::State state;
    std::optional<ConversationRecord> conversation;
    std::optional<dispatcher::PersonId> caller;         ///< the person whose telephone number it is
    std::optional<std::string> seen;                    ///< the answer that this message got before
    std::map<std::string, dispatcher::CallTask> calls;  ///< by id, when loaded
    std::map<std::string, std::uint64_t> versions;      ///< of every key loaded; a key that is not here does not exist
    std::map<std::string, std::string> loaded;          ///< clear text as loaded, to see what changed
};

/// What a turn adds beside the state.
struct Changes {
    std::vector<dispatcher::Event> events;
    std::vector<Outgoing> outgoing;
    std::vector<KeptExample> examples;
    bool write_conversation = false;
    std::optional<std::pair<std::string, std::string>> seen;  ///< hash of the message's key, and its answer
    std::optional<dispatcher::TicketId> timer_done;           ///< lease of this ticket's timer is given back
    std::optional<dispatcher::HouseholdId> home_timer_done;   ///< of this household's
    std::optional<std::string> flush_lane;                    ///< a lane that may go on now that the person wrote
    dispatcher::Time now{};
};

}  // namespace warmline::store
