#include "availability.hpp"
#include "dispatcher/duty.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {

using namespace dispatcher;

void take_availability(Draft& draft, const std::string& words) {
    const auto said = availability_in(fold(words), true);
    if (!said) return draft.say("chat.helper");
    const auto& before = draft.helper()->shifts;
    const auto hours = hours_after(before, *said);
    const bool any_time = hours.empty();
    if (any_time && said->how == Availability::How::except) return draft.say("availability.none");
    if (hours == before) return draft.say("availability.same", {{"shifts", to_text(before)}});
    Question question;
    question.kind = "confirm";
    question.slot = "duty";
    question.text = to_text(hours);
    draft.ask(std::move(question), any_time ? "ask.duty_any" : "ask.duty", {{"shifts", to_text(hours)}});
}

bool answer_availability(Draft& draft, const Question& question, bool yes) {
    const auto* helper = draft.helper();
    if (helper == nullptr) return false;
    const auto before = to_text(helper->shifts);
    if (!yes) return draft.say("availability.kept", {{"shifts", before}}), true;
    const auto seen = duty_of(*helper);
    auto wanted = seen;
    wanted.shifts = hours_from(question.text);
    draft.act_as_helper();
    draft.command(ChangeDuty{draft.conversation.person, seen, wanted});
    draft.say("availability.done", {{"shifts", question.text}, {"shifts_before", before}});
    return true;
}

}  // namespace warmline::bot::talk
