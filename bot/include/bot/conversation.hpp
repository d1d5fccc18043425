#pragma once
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bot/message.hpp"
#include "bot/reach.hpp"
#include "bot/understanding.hpp"
#include "dispatcher/ids.hpp"

namespace warmline::bot {

/// What we asked last and still wait to hear.
struct Question {
    /// slot: a fact of a ticket · need: which of `options` is meant · identity: name, hospital, household · feedback:
    /// how was it · reason: why declined · note: what was done · calm: the gentle question after `check` · confirm: yes
    /// or no · which: which ticket · family: which of `families` has the needs `options` · extend · progress · outreach
    std::string kind;
    std::string slot;                           ///< of `slot` and `identity`
    std::vector<dispatcher::TicketId> tickets;  ///< what it is about; of `need`: opened for that message already
    std::vector<Code> options;                  ///< of `need` and `family`
    std::string text;  ///< the message that made us ask (kept for the ticket's summary), or the words of a command
    std::map<std::string, std::string> facts;  ///< of `need` and `family`: what that message said of the ticket to come
    bool urgent = false;                       ///< of `need` and `family`: that message was urgent
    dispatcher::Time asked{};
    int times = 1;                                    ///< asked so often; twice at most, then we go on without
    std::vector<dispatcher::HouseholdId> families{};  ///< of `family`
    /// Of `need`: the intents read in that message, and the needs in it that were opened without asking.
    std::vector<Code> intents{}, settled{};
};

struct Line {
    dispatcher::Time at{};
    bool ours = false;
    std::string text;
};

/// One person on one channel account.
struct Conversation {
    dispatcher::ConversationId id;
    Channel channel = Channel::wechat;
    std::string account, sender;  ///< sender: the platform's id; personal data
    dispatcher::PersonId person;  ///< empty until the first request or registration
    std::optional<Question> question;
    std::vector<dispatcher::TicketId> listed;  ///< tickets in the order last shown, for 「第二条不对」
    std::vector<Line> lines;                   ///< the last `lines_max`, oldest first
    Reach reach;
    bool following = true;
    std::map<std::string, int> asked;  ///< how often each fact was asked: "address", or "when:10042" for a ticket's own
    std::optional<dispatcher::Time> called;  ///< when somebody was last called because the person asked for one
    std::optional<dispatcher::Time>
        calmed;  ///< when the duty expert was last called after `check`; the gentle question rests for 2 h
    std::optional<dispatcher::Time>
        with_person_until;  ///< an operator talks here; the bot only takes crises and notes until then
};

inline constexpr std::size_t lines_max = 24;

[[nodiscard]] nlohmann::json to_json(const Conversation& conversation);
[[nodiscard]] Conversation conversation_from(const nlohmann::json& j);

}  // namespace warmline::bot
