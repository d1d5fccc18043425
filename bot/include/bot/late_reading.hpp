#pragma once
#include <vector>

#include "bot/dialogue.hpp"
#include "bot/second_reading.hpp"

namespace warmline::bot {

/// A message that was answered before its second reading came.
struct Answered {
    Message message;
    std::vector<dispatcher::TicketId> opened;  ///< the tickets that its turn opened
};

/// What a second reading may still add after the reply: a pure function. It fills facts that nobody has told, of the
/// tickets that the message opened and that are still open, and of our question about the message as long as it waits
/// for its answer; and it calls a person where the second reader sees a crisis and the first saw none. It opens,
/// cancels and asks nothing, says nothing, changes no need and no option, and overwrites no fact: what the person said
/// or saw since stays. Done a second time it changes nothing.
/// @param conversation  as it is now
[[nodiscard]] Turn take_late_reading(const Conversation& conversation, const Answered& answered, const Joined& joined,
                                     const dispatcher::State& state, const dispatcher::Programme& programme,
                                     const FreshIds& ids, dispatcher::Time now);

}  // namespace warmline::bot
