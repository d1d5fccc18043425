#pragma once
#include <map>
#include <string>
#include <vector>

#include "bot/conversation.hpp"
#include "bot/example.hpp"
#include "bot/understanding.hpp"
#include "dispatcher/command.hpp"
#include "dispatcher/decide.hpp"

namespace warmline::bot {

class Wording;

/// Ids for new things, supplied from outside so that a turn stays pure. A turn takes from the front of `tickets`.
struct FreshIds {
    std::vector<dispatcher::TicketId> tickets;  ///< at least `tickets_per_turn_max`
    dispatcher::PersonId person;
    dispatcher::HouseholdId household;
    std::string call_task;
};
inline constexpr std::size_t tickets_per_turn_max = 6;

/// One thing to say: a key of the wording and its fields. `tickets` are looked up after the decision, so that numbers,
/// states and deadlines in the text are true.
struct Say {
    std::string key;
    std::map<std::string, std::string> fields;
    std::vector<dispatcher::TicketId> tickets;
};

struct Turn {
    Conversation conversation;                  ///< as it is after the turn; `lines` already hold the inbound text
    std::vector<dispatcher::Command> commands;  ///< decided in this order
    std::vector<Say> says;
    dispatcher::Actor actor;
    std::vector<Example> examples;  ///< what the person's answer or correction taught us; not yet masked
};

/// One turn of the dialogue: a pure function. Crisis comes before everything; then commands of helpers; then the answer
/// to what was asked; then new intents.
/// @param state      what was loaded: the person, household and tickets of the conversation (and the roster)
/// @param now        the caller's clock
[[nodiscard]] Turn take_turn(const Conversation& conversation, const Message& message,
                             const Understanding& understanding, const dispatcher::State& state,
                             const dispatcher::Programme& programme, const FreshIds& ids, dispatcher::Time now);

/// A command of a turn that the dispatcher refused, with why.
struct Refusal {
    dispatcher::Command command;
    boost::system::error_code why;
};

/// The text of the passive reply, after the decision: what the turn says, with refusals in plain words and the notices
/// for this person merged in. Empty: nothing to say. At most `reply_bytes_max` bytes, cut on a character boundary.
[[nodiscard]] std::string compose(const Turn& turn, const dispatcher::State& after,
                                  const std::vector<Refusal>& refusals,
                                  const std::vector<dispatcher::Notice>& own_notices, const Wording& wording,
                                  const dispatcher::Programme& programme, dispatcher::Time now);
inline constexpr std::size_t reply_bytes_max = 5400;

/// A text in pieces of at most `part_bytes_max` bytes, to be said one after another: cut at a line's end where there is
/// one, else behind a sentence, else between two characters. None for an empty text.
[[nodiscard]] std::vector<std::string> in_parts(std::string_view text);
inline constexpr std::size_t part_bytes_max = 1800;
/// The beginning of a text, of at most so many bytes, that ends between two characters.
[[nodiscard]] std::string_view head_of(std::string_view text, std::size_t bytes_max) noexcept;

/// The text of one notice to one person.
[[nodiscard]] std::string say_notice(const dispatcher::Notice& notice, const dispatcher::State& state,
                                     const Wording& wording, const dispatcher::Programme& programme,
                                     dispatcher::Time now);

/// What a person who gets this notice is being asked, so that his or her next words are understood ("好", "接",
/// "满意"). Sets conversation.question and conversation.listed where the notice asks something.
void expect_answer(Conversation& conversation, const dispatcher::Notice& notice, dispatcher::Time now);

}  // namespace warmline::bot
