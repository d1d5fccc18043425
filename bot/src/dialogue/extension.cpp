#include <algorithm>

#include "meanings.hpp"
#include "more_time.hpp"
#include "open_question.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

Time promised(const Draft& draft, const TicketId& id) {
    const auto* ticket = draft.ticket(id);
    if (ticket == nullptr) return draft.now;
    for (const auto& deadline : ticket->deadlines)
        if (deadline.kind == DeadlineKind::resolve && !deadline.met) return deadline.due;
    return draft.now;
}

/// Keeps what was said so far with the question.
Question question_of(const std::vector<TicketId>& tickets, const char* slot, const MoreTime& asked) {
    Question question;
    question.kind = "extend";
    question.slot = slot;
    question.tickets = tickets;
    question.text = asked.reason;
    if (asked.day) question.facts["day"] = std::to_string(asked.day->time_since_epoch().count());
    if (asked.days > 0) question.facts["days"] = std::to_string(asked.days);
    return question;
}

MoreTime said_before(const Question& question) {
    MoreTime asked;
    asked.reason = question.text;
    if (const auto it = question.facts.find("day"); it != question.facts.end())
        asked.day = std::chrono::sys_days{std::chrono::days{std::stoi(it->second)}};
    if (const auto it = question.facts.find("days"); it != question.facts.end()) asked.days = std::stoi(it->second);
    return asked;
}

void go_on(Draft& draft, const std::vector<TicketId>& tickets, const MoreTime& asked) {
    draft.conversation.question.reset();
    if (!asked.says_when()) return draft.ask(question_of(tickets, "until", asked), "ask.extend_until");
    if (asked.reason.empty()) return draft.ask(question_of(tickets, "reason", asked), "ask.extend_reason");
    draft.act_as_helper();
    for (const auto& id : tickets) {
        const auto due = promised(draft, id);
        const auto until = until_of(asked, due, draft.now, draft.utc_offset());
        if (until <= std::max(due, draft.now)) {
            draft.say("extend.too_early", {{"until_ms", std::to_string(to_ms(due))}}, {id});
            continue;
        }
        draft.command(AskExtension{id, draft.conversation.person, until, asked.reason});
        draft.say("extend.asked", {{"until_ms", std::to_string(to_ms(until))}}, {id});
    }
}

}  // namespace

std::vector<TicketId> carried(const Draft& draft) {
    std::vector<TicketId> out;
    if (const auto* helper = draft.helper()) out = helper->tickets;
    const auto& self = draft.conversation.person;
    if (self.empty()) return out;
    for (const auto& [id, ticket] : draft.state.tickets) {
        const bool owns = ticket.owner == self && !ticket.assignee.empty() && !is_over(ticket.state) &&
                          ticket.state != TicketState::resolved;
        if (owns && std::ranges::find(out, id) == out.end()) out.push_back(id);
    }
    return out;
}

void extend(Draft& draft, const std::vector<TicketId>& tickets, const std::string& words) {
    go_on(draft, tickets, more_time_in(fold(words), draft.today()));
}

bool answer_extension(Draft& draft, const Question& question) {
    if (asks_for_more(draft, question.tickets)) return false;
    auto asked = said_before(question);
    if (is_no(draft.text) || is_pass(draft.text)) {
        draft.conversation.question.reset();
        draft.say("kept");
        return true;
    }
    if (question.slot == "reason") {
        asked.reason = draft.message.text;
        return go_on(draft, question.tickets, asked), true;
    }
    auto told = more_time_in(draft.text, draft.today());
    if (!told.says_when()) return false;
    if (told.reason.empty()) told.reason = asked.reason;
    return go_on(draft, question.tickets, told), true;
}

bool answer_progress(Draft& draft, const Question& question) {
    const bool short_answer = is_yes(draft.text) || is_no(draft.text) || is_bare_ok(draft.text);
    const bool not_yet = draft.text.size() <= 6 && contains_any(draft.text.text, {U"还没", U"没有"});
    if ((!short_answer && !not_yet) || question.times >= asked_max) return false;
    auto again = question;
    ++again.times;
    draft.ask(std::move(again), "ask.contacted");
    return true;
}

}  // namespace warmline::bot::talk
