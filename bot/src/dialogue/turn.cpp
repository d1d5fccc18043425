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
    auto needs = draft.understanding.needs;
    std::erase_if(needs, [&](const NeedReading& n) { return std::find(met.begin(), met.end(), n.need) != met.end(); });
    open_requests(draft, needs);
}

void take(Draft& draft) {
    const auto met = has_words(draft.message) ? meet_crisis(draft) : std::vector<dispatcher::Code>{};
    const bool gently_asked = draft.understanding.alarm == Alarm::check && draft.small_questions_held() &&
                              (draft.asked() || draft.said_anything());
    if (draft.silent()) return;
    if (in_crisis(draft.understanding) || gently_asked) return open_others(draft, met);
    if (take_event(draft) || take_keyword(draft) || take_command(draft) || take_answer(draft) ||
        take_correction(draft)) {
        return;
    }
    take_intents(draft);
}

}  // namespace

Turn take_turn(const Conversation& conversation, const Message& message, const Understanding& understanding,
               const dispatcher::State& state, const dispatcher::Programme& programme, const FreshIds& ids,
               dispatcher::Time now) {
    Draft draft{conversation, message, understanding, state, programme, ids, now};
    draft.conversation.following = message.kind != MessageKind::unsubscribe;
    take(draft);
    return std::move(draft).finish();
}

}  // namespace warmline::bot
