#include <algorithm>

#include "open_question.hpp"
#include "steps.hpp"
#include "wellness.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

/// Another danger than the one that was asked about, such as an accident at home, goes its own way.
bool is_another_danger(const Draft& draft, const Ticket* ticket) {
    const auto need = crisis_need(draft.understanding);
    return in_crisis(draft.understanding) && need != "psych.crisis" && (ticket == nullptr || ticket->need != need);
}

/// What the crisis takes care of by itself is no request beside it.
std::vector<Code> cared_for(const Draft& draft, const Ticket* ticket) {
    std::vector<Code> out;
    if (ticket != nullptr) out.push_back(ticket->need);
    for (const auto& reading : draft.understanding.needs)
        if (reading.need.starts_with("psych.")) out.push_back(reading.need);
    return out;
}

void go_on(Draft& draft, const TicketId& id, const Ticket* ticket) {
    draft.hold_small_questions();
    if (ticket == nullptr) return raise_crisis(draft);
    draft.command(AnswerFollowUp{id, false, draft.message.text});
    draft.say("followup.not_well", {}, {id});
}

void be_glad(Draft& draft, const TicketId& id, const Ticket* ticket) {
    if (ticket != nullptr) draft.command(AnswerFollowUp{id, true, draft.message.text});
    draft.say("followup.well");
}

/// It was heard, and a person of ours reads it; asked once more, the answers are named.
void ask_plainly(Draft& draft, const Question& question, const TicketId& id) {
    draft.command(AddNote{id, draft.message.text});
    if (question.times >= asked_max) {
        draft.conversation.question.reset();
        return draft.say("calm.listen");
    }
    draft.call_person("crisis", draft.message.text, false, id);
    auto again = question;
    ++again.times;
    draft.ask(std::move(again), "ask.follow_up");
}

}  // namespace

Crisis take_follow_up(Draft& draft) {
    if (!draft.conversation.question || draft.text.empty()) return {};
    const auto question = *draft.conversation.question;
    const bool asked = question.kind == "calm" && question.slot == "follow_up" && !question.tickets.empty();
    const auto id = asked ? question.tickets.front() : TicketId{};
    const auto* ticket = draft.ticket(id);
    const bool danger = in_crisis(draft.understanding);
    if (!asked || (draft.silent() && !danger) || is_another_danger(draft, ticket)) return {};
    auto meaning = danger ? Wellness::not_well : wellness(draft.text, question.times > 1);
    const bool elsewhere = asks_for_more(draft, {}) || turns_elsewhere(draft);
    const bool uneasy = draft.understanding.alarm != Alarm::no;
    if (meaning == Wellness::unclear && elsewhere) {
        draft.conversation.question.reset();
        draft.command(AddNote{id, draft.message.text});
        if (uneasy) draft.call_person("crisis", draft.message.text, true, id);
        return {};
    }
    if (meaning == Wellness::unclear && uneasy) meaning = Wellness::not_well;
    if (meaning == Wellness::unclear) return ask_plainly(draft, question, id), Crisis{true, {}};
    draft.conversation.question.reset();
    meaning == Wellness::well ? be_glad(draft, id, ticket) : go_on(draft, id, ticket);
    return {true, cared_for(draft, ticket)};
}

}  // namespace warmline::bot::talk
