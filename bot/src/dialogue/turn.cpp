#include <algorithm>

#include "steps.hpp"

namespace warmline::bot {
namespace {

using namespace talk;

bool has_words(const Message& message) {
    return message.kind == MessageKind::text || message.kind == MessageKind::voice;
}

/// The needs beside a crisis still become tickets.
void open_others(Draft& draft, const std::vector<dispatcher::Code>& met) {
    auto needs = firm_needs(draft.understanding);
    std::erase_if(needs, [&](const NeedReading& n) { return std::find(met.begin(), met.end(), n.need) != met.end(); });
    open_requests(draft, needs);
}

/// 「第二条不对」 is no address, whatever was asked; but a reason, a note and a yes are heard first.
bool corrects_before_answering(const Draft& draft) {
    const auto& question = draft.conversation.question;
    return question && (question->kind == "slot" || question->kind == "identity" || question->kind == "which" ||
                        question->kind == "need");
}

/// A call lists all tickets that it opened or added to: none means that no request was found in it.
void list_tickets_of_call(Draft& draft) {
    auto& listed = draft.conversation.listed;
    for (const auto& touched : draft.touched)
        if (std::find(listed.begin(), listed.end(), touched.ticket) == listed.end()) listed.push_back(touched.ticket);
}

void take(Draft& draft) {
    if (const auto answered = take_follow_up(draft); answered.met) return open_others(draft, answered.needs);
    const bool heard = has_words(draft.message) && !is_plain_word(draft);
    const auto crisis = heard ? meet_crisis(draft) : Crisis{};
    if (draft.silent()) return;
    if (crisis.met) return open_others(draft, crisis.needs);
    if (draft.message.channel == Channel::hotline) return take_transcript(draft);
    if (take_event(draft) || take_keyword(draft) || take_ruling(draft) || take_outreach(draft) || take_contact(draft) ||
        take_hand_over(draft) || take_series(draft) || take_plan(draft) || take_command(draft) || take_urge(draft))
        return;
    if (corrects_before_answering(draft) && take_correction(draft)) return;
    if (take_answer(draft) || take_correction(draft)) return;
    take_intents(draft);
}

}  // namespace

Turn take_turn(const Conversation& conversation, const Message& message, const Understanding& understanding,
               const dispatcher::State& state, const dispatcher::Programme& programme, const FreshIds& ids,
               dispatcher::Time now) {
    Draft draft{conversation, message, understanding, state, programme, ids, now};
    draft.conversation.following = message.kind != MessageKind::unsubscribe;
    take(draft);
    if (message.channel == Channel::hotline) list_tickets_of_call(draft);
    return std::move(draft).finish();
}

}  // namespace warmline::bot
