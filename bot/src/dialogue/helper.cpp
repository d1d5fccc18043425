#include <algorithm>

#include "bot/calendar.hpp"
#include "meanings.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

constexpr std::string_view no_reason = "没说原因";

bool holds(const std::vector<TicketId>& list, const TicketId& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}

std::vector<TicketId> pool_of(const Draft& draft, Action action) {
    if (action == Action::extend) return carried(draft);
    if (action == Action::book) return bookable(draft);
    const auto& helper = *draft.helper();
    return action == Action::accept || action == Action::decline ? helper.offers : helper.tickets;
}

/// The tickets the words point at; empty: none, or it is not clear which.
std::vector<TicketId> pointed_at(const Draft& draft, const std::vector<TicketId>& pool, const Ref& ref) {
    if (ref.ticket) return {*ref.ticket};
    if (ref.ordinal) {
        const auto& listed = draft.conversation.listed;
        if (*ref.ordinal <= listed.size() && holds(pool, listed[*ref.ordinal - 1])) return {listed[*ref.ordinal - 1]};
        if (*ref.ordinal <= pool.size()) return {pool[*ref.ordinal - 1]};
        return {};
    }
    if (ref.all || pool.size() == 1) return pool;
    return {};
}

void ask_which(Draft& draft, Action action, const std::vector<TicketId>& pool, const std::string& words) {
    Question question;
    question.kind = "which";
    question.slot = name_of(action);
    question.tickets = draft.conversation.listed = pool;
    question.text = words;
    draft.ask(std::move(question), action == Action::accept    ? "ask.accept_which"
                                   : action == Action::decline ? "ask.decline_which"
                                                               : "ask.task_which");
}

/// Asks for what would make the entry useful, after it has taken effect: nobody waits for our question.
void ask_after(Draft& draft, const char* kind, const char* slot, const std::vector<TicketId>& tickets,
               const char* key) {
    Question question;
    question.kind = kind;
    question.slot = slot;
    question.tickets = tickets;
    draft.ask(std::move(question), key);
}

void say_nothing_to_do(Draft& draft, Action action) {
    if (action == Action::accept || action == Action::decline) return draft.say("accept.none");
    draft.say("tasks.none");
}

void accept(Draft& draft, const std::vector<TicketId>& tickets, const std::string& note) {
    for (const auto& id : tickets) {
        draft.command(AcceptOffer{id, draft.conversation.person});
        if (!note.empty()) draft.command(AddNote{id, note});
    }
    draft.say("accept.done", {}, tickets);
}

void decline(Draft& draft, const std::vector<TicketId>& tickets, const std::string& reason) {
    for (const auto& id : tickets)
        draft.command(DeclineOffer{id, draft.conversation.person, reason.empty() ? std::string{no_reason} : reason});
    draft.say("decline.done", {}, tickets);
    if (reason.empty()) ask_after(draft, "reason", "decline", tickets, "ask.decline_reason");
}

void hand_back(Draft& draft, const std::vector<TicketId>& tickets, const std::string& reason) {
    for (const auto& id : tickets)
        draft.command(HandBack{id, draft.conversation.person, reason.empty() ? std::string{no_reason} : reason});
    draft.say("handback.done", {}, tickets);
    if (reason.empty()) ask_after(draft, "reason", "hand_back", tickets, "ask.handback_reason");
}

void complete(Draft& draft, const std::vector<TicketId>& tickets, const std::string& note) {
    for (const auto& id : tickets) draft.command(CompleteTicket{id, draft.conversation.person, note});
    draft.say("complete.done", {}, tickets);
    if (note.empty()) ask_after(draft, "note", "complete", tickets, "ask.note");
}

/// The ticket stays open, and the words that end it are told.
void report_part(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words) {
    for (const auto& id : tickets) {
        draft.command(ReportProgress{id, draft.conversation.person, words, true});
        draft.say("progress.partly", {{"ticket", id.value}}, {id});
    }
}

void apply_to(Draft& draft, Action action, const std::vector<TicketId>& tickets, const std::string& words) {
    const auto& self = draft.conversation.person;
    switch (action) {
        case Action::accept:
            return accept(draft, tickets, words);
        case Action::decline:
            return decline(draft, tickets, words);
        case Action::hand_back:
            return hand_back(draft, tickets, words);
        case Action::complete:
            return complete(draft, tickets, words);
        case Action::progress:
            for (const auto& id : tickets)
                draft.command(ReportProgress{id, self, words.empty() ? draft.message.text : words});
            return draft.say("progress.done", {}, tickets);
        case Action::help:
            for (const auto& id : tickets)
                draft.command(AskForHelp{id, self, words.empty() ? draft.message.text : words});
            return draft.say("help.sent", {}, tickets);
        case Action::partly:
            return report_part(draft, tickets, words);
        case Action::extend:
            return extend(draft, tickets, words);
        case Action::book:
            return book_room(draft, tickets, words);
        case Action::tasks:
        case Action::rest:
        case Action::resume:
        case Action::rests:
        case Action::end_rest:
        case Action::calendar:
        case Action::calendar_off:
        case Action::availability:
            return;
    }
}

void show_tasks(Draft& draft) {
    const auto& helper = *draft.helper();
    std::vector<TicketId> all = helper.offers;
    all.insert(all.end(), helper.tickets.begin(), helper.tickets.end());
    if (all.empty()) return draft.say("tasks.none");
    draft.conversation.listed = all;
    draft.say("tasks.list", {}, all);
}

/// 「收到」 may mean "I have read it": only a yes after this counts.
void ask_if_accepted(Draft& draft) {
    Question question;
    question.kind = "confirm";
    question.slot = "accept";
    question.tickets = draft.helper()->offers;
    draft.conversation.listed = question.tickets;
    draft.ask(std::move(question), "ask.accepted");
}

bool own_question_open(const Draft& draft) {
    const auto& question = draft.conversation.question;
    return question && question->slot != "offer" && question->kind != "progress";
}

/// Words without a number, after we asked how far one ticket is, are about that ticket.
bool answers_progress(const Draft& draft, const Command& command, const Ref& ref) {
    const auto& question = draft.conversation.question;
    if (!question || question->kind != "progress" || ref.named() || question->tickets.size() != 1) return false;
    const auto& ticket = question->tickets.front();
    switch (command.action) {
        case Action::complete:
        case Action::partly:
        case Action::progress:
        case Action::help:
        case Action::hand_back:
        case Action::extend:
            return holds(carried(draft), ticket);
        case Action::decline:
            return holds(carried(draft), ticket) && draft.helper()->offers.empty();
        default:
            return false;
    }
}

}  // namespace

void act(Draft& draft, const Command& command, const Ref& ref) {
    draft.act_as_helper();
    if (command.action == Action::tasks) return show_tasks(draft);
    const bool of_rest = command.action == Action::rest || command.action == Action::resume ||
                         command.action == Action::rests || command.action == Action::end_rest;
    if (of_rest) return take_rest(draft, command);
    if (command.action == Action::calendar) return draft.say(says_calendar);
    if (command.action == Action::calendar_off) return draft.say(says_calendar_off);
    if (command.action == Action::availability) return take_availability(draft, command.words);
    auto action = command.action;
    if (const auto* helper = draft.helper()) {
        const auto has = [&](const auto& list) { return ref.ticket ? holds(list, *ref.ticket) : !list.empty(); };
        if (action == Action::decline && !has(helper->offers) && has(helper->tickets)) action = Action::hand_back;
        if (action == Action::hand_back && !has(helper->tickets) && has(helper->offers)) action = Action::decline;
    }
    const auto pool = pool_of(draft, action);
    const auto tickets = pointed_at(draft, pool, ref);
    if (tickets.empty() && pool.empty()) return say_nothing_to_do(draft, action);
    if (tickets.empty()) return ask_which(draft, action, pool, command.words);
    draft.conversation.question.reset();
    apply_to(draft, action, tickets, command.words);
}

Standing standing_of(const Draft& draft) {
    const auto* helper = draft.helper();
    Standing standing;
    standing.has_offers = helper && !helper->offers.empty();
    standing.has_tickets = helper && !helper->tickets.empty();
    standing.carries = !carried(draft).empty();
    standing.nothing_else_asked = !own_question_open(draft);
    const auto& question = draft.conversation.question;
    standing.reason_asked =
        question && (question->kind == "reason" || question->kind == "note" || question->kind == "extend");
    standing.reads_as_request = asks_for_more(draft, {});
    return standing;
}

bool take_command(Draft& draft) {
    if (draft.text.empty() || draft.message.channel == Channel::hotline) return false;
    auto ref = find_ref(draft.text, draft.state);
    const auto words = ref.named() ? draft.text.without(ref.begin, ref.end) : draft.text;
    const auto* helper = draft.helper();
    const auto standing = standing_of(draft);
    const auto command = read_command(words, standing);
    if (helper == nullptr && command && command->action == Action::extend) return act(draft, *command, ref), true;
    if (helper == nullptr) {
        // Only a word that means nothing else is answered; a requester may well say 「完成」 or 「求助」.
        const bool surely =
            command && command->plain && (command->action == Action::accept || command->action == Action::tasks);
        if (surely && !draft.conversation.question) draft.say("helper.not_registered");
        return surely && !draft.conversation.question;
    }
    if (!command) {
        const bool received = squeezed(words.text) == U"收到" && standing.has_offers && standing.nothing_else_asked;
        if (received) ask_if_accepted(draft);
        return received;
    }
    if (command->action == Action::book && bookable(draft).empty()) return false;  // a wish of his or her own
    const bool nothing_there = !standing.has_offers && !standing.has_tickets;
    const bool of_self = command->action == Action::tasks || command->action == Action::rest ||
                         command->action == Action::calendar || command->action == Action::calendar_off ||
                         command->action == Action::availability;
    if (nothing_there && standing.reads_as_request && !of_self) return false;
    if (answers_progress(draft, *command, ref)) ref.ticket = draft.conversation.question->tickets.front();
    act(draft, *command, ref);
    return true;
}

}  // namespace warmline::bot::talk
