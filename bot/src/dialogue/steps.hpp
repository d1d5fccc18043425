#pragma once
#include "commands.hpp"
#include "draft.hpp"
#include "refs.hpp"

/// The steps of a turn, in the order in which they are tried. Each says whether it has dealt with the message.
namespace warmline::bot::talk {

struct Crisis {
    bool met = false;                     ///< the message is dealt with, except its other needs
    std::vector<dispatcher::Code> needs;  ///< taken care of by the crisis; the others still become tickets
};
/// Opens the crisis ticket (or adds to the open one) and finds the immediate words; on `check` asks the gentle question
/// and calls the duty expert.
Crisis meet_crisis(Draft& draft);
/// What somebody answers who was asked how he or she is, after a crisis. Not well: the crisis goes on.
Crisis take_follow_up(Draft& draft);
/// The service that carries the crisis.
[[nodiscard]] dispatcher::Code crisis_need(const Understanding& understanding);
/// Opens a crisis ticket whatever the reader says: the person said so in answer to us.
void raise_crisis(Draft& draft);
[[nodiscard]] bool in_crisis(const Understanding& understanding) noexcept;
/// True if the whole message is one of the fixed words of our dialogue, or a helper's plain word about work: a detector
/// that rings at 「好的，我去」 is not followed. Nothing that could speak of distress counts as plain.
[[nodiscard]] bool is_plain_word(const Draft& draft);
[[nodiscard]] Standing standing_of(const Draft& draft);

/// Pictures, places, follows, menu keys: all that is not words.
bool take_event(Draft& draft);
/// 帮助, 0 and their like: the whole message.
bool take_keyword(Draft& draft);

/// A family goes to another partner: asked for by the one it has, answered by the one who is asked.
bool take_hand_over(Draft& draft);
/// A helper's command.
bool take_command(Draft& draft);
/// Does it for the ticket the words point at; asks which if they point at none and there are several.
void act(Draft& draft, const Command& command, const Ref& ref);

/// A coordinator who was asked for more time says yes or no.
bool take_ruling(Draft& draft);

/// Parts of take_command that have a file of their own.
void take_rest(Draft& draft, const Command& command);
/// Asks whether this is when he or she has time, week after week; it holds once that is confirmed.
void take_availability(Draft& draft, const std::string& words);
bool answer_availability(Draft& draft, const Question& question, bool yes);
/// Tickets for which this person may ask for more time: as assignee, or as owner of what somebody carries out.
[[nodiscard]] std::vector<TicketId> carried(const Draft& draft);
/// Asks for more time; asks until when and why if the words do not say.
void extend(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words);
bool answer_extension(Draft& draft, const Question& question);
/// Tickets in hand for which a room can be booked.
[[nodiscard]] std::vector<TicketId> bookable(const Draft& draft);
/// Books a room from the day named; says which days are free if the words name none, or that night is full.
void book_room(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words);
/// Words that do not answer 「联系上了吗」 by themselves.
bool answer_progress(Draft& draft, const Question& question);

/// A service that comes again and again: asked for, skipped, paused, resumed, ended.
[[nodiscard]] bool is_series_wish(const Draft& draft);
bool take_series(Draft& draft);
/// Makes series of those of these tickets whose service is given regularly, if the words ask for that.
void begin_series(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words);
/// 「我家的计划」: all that is done for the household (S10c).
bool take_plan(Draft& draft);

/// A liaison says how often to be asked.
[[nodiscard]] bool is_outreach_wish(const Draft& draft);
bool take_outreach(Draft& draft);
/// A family says how often it may be written to unasked.
[[nodiscard]] bool is_contact_wish(const Draft& draft);
bool take_contact(Draft& draft);
/// What a liaison answers to the daily round, if it is that nothing is needed; needs are read like any others.
bool answer_outreach(Draft& draft);

/// The answer to what was asked.
bool take_answer(Draft& draft);
/// The reader is sure that the words are about something else. Its doubts about a short answer do not count.
[[nodiscard]] bool turns_elsewhere(const Draft& draft);
/// 「第二条不对」「不是数学，是英语」.
bool take_correction(Draft& draft);
/// The ticket was read wrongly: it is cancelled, and its words are kept with the needs that this message names.
void set_right(Draft& draft, const TicketId& id);
/// What a caller said, piece by piece, with an operator on the line: it fills the draft, and nothing is read as an
/// answer to us.
void take_transcript(Draft& draft);
/// All that the reader found, need by need and intent by intent.
void take_intents(Draft& draft);

/// 「怎么还没来」「今天就要」: about what the family waits for.
bool take_urge(Draft& draft);
/// Whoever has these tickets hears the words.
void urge(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words);
/// They are urgent from now on.
void hurry(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words);

/// Parts of take_intents that answers and events need as well.
/// @param asked  the question that these needs answer: the words and facts are those of the message before it
void open_requests(Draft& draft, const std::vector<NeedReading>& needs, const Question* asked = nullptr);
void take_requests(Draft& draft);
void ask_for_person(Draft& draft);
/// An operator reads what we could not; the person is told so honestly.
void ask_to_be_read(Draft& draft);
void tell_status(Draft& draft);
void take_volunteer(Draft& draft);
void cancel(Draft& draft, const std::vector<TicketId>& tickets);
/// Own tickets the words point at: by number, by place, by kind, or the only one; all of `pool` if they say so.
[[nodiscard]] std::vector<TicketId> own_pointed_at(const Draft& draft,
                                                   const std::vector<const dispatcher::Ticket*>& pool);
[[nodiscard]] std::vector<TicketId> ids_of(const std::vector<const dispatcher::Ticket*>& tickets);
/// @return false if the words hold no rating
bool rate(Draft& draft, const TicketId& ticket);
/// Of these tickets the one whose need is read in words that say that something was not solved; nullopt: none, or the
/// words say no such thing.
[[nodiscard]] std::optional<TicketId> unsolved_among(const Draft& draft, const std::vector<TicketId>& tickets);
/// The needs to act on: all of them if the reader is sure; if it would rather ask, those it has next to no doubt about.
[[nodiscard]] std::vector<NeedReading> firm_needs(const Understanding& understanding);
/// True if the text firmly asks for a need that none of these tickets is about.
[[nodiscard]] bool asks_for_more(const Draft& draft, const std::vector<TicketId>& than);
void say_help(Draft& draft);

}  // namespace warmline::bot::talk
