#include <algorithm>

#include "days.hpp"
#include "leave.hpp"
#include "rest.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;

std::string span_ms(std::optional<Time> from, Time until) {
    return std::to_string(from ? to_ms(*from) : 0) + "-" + std::to_string(to_ms(until));
}

void rest_now(Draft& draft, Time until) {
    draft.command(Rest{draft.conversation.person, until});
    draft.say("rest.until", {{"until_ms", std::to_string(to_ms(until))}});
}

/// Work in hand is not taken away by a leave.
void remind_of_tasks(Draft& draft) {
    const auto& tickets = draft.helper()->tickets;
    if (!tickets.empty()) draft.say("rest.in_hand", {}, tickets);
}

void note_rest(Draft& draft, const std::string& words) {
    const auto text = fold(words);
    const auto offs = leave_in(text, draft.now, draft.utc_offset());
    const bool later = std::ranges::any_of(offs, [](const Off& off) { return off.from.has_value(); });
    // 「休息到周五」 is a rest; 「请假到周五」 ends with the Friday as well, and has its reason.
    if (!later)
        return rest_now(draft, contains(text.text, U"休息") || offs.empty()
                                   ? rest_until(text, draft.now, draft.utc_offset())
                                   : offs.front().until);
    std::string spans;
    for (const auto& off : offs) {
        draft.command(Rest{draft.conversation.person, off.until, off.from, off.why});
        spans += (spans.empty() ? "" : ",") + span_ms(off.from, off.until);
    }
    draft.say("rest.planned", {{"spans_ms", spans}});
    remind_of_tasks(draft);
}

std::vector<Leave> planned(const Draft& draft) {
    std::vector<Leave> out;
    for (const auto& leave : draft.helper()->leave)
        if (leave.to > draft.now) out.push_back(leave);
    return out;
}

bool is_off_now(const Draft& draft) {
    const auto& helper = *draft.helper();
    const bool rests = helper.rest_until && *helper.rest_until > draft.now;
    return rests || std::ranges::any_of(planned(draft), [&](const Leave& leave) { return leave.from <= draft.now; });
}

std::string spans_of(const std::vector<Leave>& list) {
    std::string out;
    for (const auto& leave : list) out += (out.empty() ? "" : ",") + span_ms(leave.from, leave.to);
    return out;
}

void show_rests(Draft& draft) {
    if (!is_off_now(draft) && planned(draft).empty()) return draft.say("rest.none");
    draft.say("rest.list", {{"rests", {}}});
}

/// Strikes out leave that has not begun yet.
void strike(Draft& draft, const std::vector<Leave>& struck) {
    Person changed = *draft.person();
    std::erase_if(changed.helper->leave, [&](const Leave& leave) {
        return std::ranges::any_of(struck, [&](const Leave& s) { return s.from == leave.from && s.to == leave.to; });
    });
    draft.command(ChangePerson{std::move(changed)});
    draft.say("rest.struck", {{"spans_ms", spans_of(struck)}});
}

void back_at_work(Draft& draft) {
    draft.command(Rest{draft.conversation.person, std::nullopt});
    draft.say("rest.back");
    auto later = planned(draft);
    std::erase_if(later, [&](const Leave& leave) { return leave.from <= draft.now; });
    if (!later.empty()) draft.say("rest.stays", {{"spans_ms", spans_of(later)}});
}

/// Of the day named; else of what runs; else of all that is planned.
void end_rest(Draft& draft, const std::string& words) {
    const auto offset = draft.utc_offset();
    const auto named = days_in(squeezed(fold(words).text), draft.today());
    if (named.empty() && is_off_now(draft)) return back_at_work(draft);
    auto struck = planned(draft);
    if (!named.empty())
        std::erase_if(struck, [&](const Leave& leave) {
            return leave.to + offset <= named.front().first + std::chrono::hours{8} ||
                   leave.from + offset >= named.front().last + std::chrono::days{1};
        });
    if (struck.empty()) return draft.say("rest.none");
    strike(draft, struck);
}

}  // namespace

void take_rest(Draft& draft, const Command& command) {
    switch (command.action) {
        case Action::rest:
            return note_rest(draft, command.words);
        case Action::rests:
            return show_rests(draft);
        case Action::end_rest:
            return end_rest(draft, command.words);
        default:
            return back_at_work(draft);
    }
}

}  // namespace warmline::bot::talk
