#pragma once
#include <optional>
#include <string>

#include "text.hpp"

namespace warmline::bot::talk {

/// What a helper does by a word.
enum class Action {
    accept,
    decline,
    complete,
    progress,
    help,
    hand_back,
    tasks,
    rest,          ///< now, or leave that begins later
    resume,        ///< 复工: back at work
    rests,         ///< 我的休息: which leave is noted
    end_rest,      ///< 取消休息: of what runs, else of what is planned, or of the day named
    extend,        ///< 延期
    book,          ///< 订房: a room for the one it is done for, from the day named
    calendar,      ///< 日历: the address of one's own calendar
    calendar_off,  ///< 停用日历
    partly,        ///< some of it is done: 「完成了一半」「米送到了，药还没有」
    availability,  ///< when there is time, week after week
};

/// Stable names, kept in Question::slot.
[[nodiscard]] std::string name_of(Action action);
[[nodiscard]] std::optional<Action> action_named(std::string_view name);

struct Command {
    Action action{};
    std::string words;   ///< the reason or the note, as written; may be empty
    bool plain = false;  ///< one of the words we teach: answered even if there is nothing it could apply to
    bool whole = false;  ///< the message is the word and nothing else
};

/// What the words may be about: loose words count only where they make sense.
struct Standing {
    bool has_offers = false, has_tickets = false;
    bool carries = false;            ///< is assignee or owner of something: may ask for more time
    bool reason_asked = false;       ///< the words may be the reason we asked for
    bool nothing_else_asked = true;  ///< "好", "行" answer an offer only then
    bool reads_as_request = false;   ///< the reader is sure that the text asks for help
};

/// Reads a helper's command: the whole message first, then a word at its beginning with a note behind it, then loose
/// phrases. @param text  without the part that names the ticket
/// @return nullopt if the text is no command: helpers ask for help as well
[[nodiscard]] std::optional<Command> read_command(const Folded& text, const Standing& standing);

}  // namespace warmline::bot::talk
