#include <algorithm>

#include "facts.hpp"
#include "open_question.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

constexpr std::string_view unclear = "other";

std::vector<const Ticket*> drafts(const Draft& draft) {
    auto all = draft.own_open();
    std::erase_if(all, [](const auto* t) { return !t->draft; });
    return all;
}

/// Once it is clear what the caller needs, the draft for a coordinator to read goes.
void drop_unclear(Draft& draft) {
    const bool clear =
        std::any_of(draft.touched.begin(), draft.touched.end(), [](const auto& t) { return t.need != unclear; });
    for (const auto* ticket : drafts(draft))
        if (clear && ticket->need == unclear) draft.command(CancelTicket{ticket->id, "已分清是哪一类需求"});
}

/// What this call grows: its drafts; when an operator has confirmed them, the tickets they became.
std::vector<const Ticket*> growing(const Draft& draft) {
    auto grown = drafts(draft);
    if (!grown.empty()) return grown;
    for (const auto& id : draft.conversation.listed)
        if (const auto* ticket = draft.ticket(id); ticket && !is_over(ticket->state)) grown.push_back(ticket);
    return grown;
}

/// The words go to the drafts that lack what they say, else to the latest.
void add_words(Draft& draft, const std::vector<const Ticket*>& grown) {
    const auto facts = facts_of(draft);
    draft.learn(facts, false);
    if (facts.empty()) return draft.amend(grown.back()->id, {}, draft.message.text);
    for (const auto* ticket : grown) draft.amend(ticket->id, facts_of(draft, ticket->need), draft.message.text);
}

}  // namespace

void take_transcript(Draft& draft) {
    const auto& read = draft.understanding;
    if (draft.text.empty()) return;
    const auto grown = growing(draft);
    auto needs = firm_needs(read);
    const bool asks_something = read.has_intent("request") || read.decision != Decision::sure;
    if (needs.empty() && grown.empty() && asks_something)
        needs.push_back({Code{unclear}, 0, 0, draft.message.text.size()});
    if (!needs.empty()) {
        open_requests(draft, needs);
        drop_unclear(draft);
    } else if (!grown.empty()) {
        add_words(draft, grown);
    }
    ask_what_is_missing(draft);  // a hint for the operator
}

}  // namespace warmline::bot::talk
