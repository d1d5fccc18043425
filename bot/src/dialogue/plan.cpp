#include <algorithm>
#include <array>

#include "steps.hpp"

namespace warmline::bot::talk {

bool take_plan(Draft& draft) {
    static constexpr std::array<std::u32string_view, 8> words{U"我家的计划", U"我家计划",     U"我们家的计划",
                                                              U"家庭计划",   U"我家一家一策", U"一家一策",
                                                              U"查看计划",   U"我家的安排"};
    const auto asked = squeezed(draft.text.text);
    if (std::ranges::find(words, std::u32string_view{asked}) == words.end()) return false;
    const auto* home = draft.household();
    const auto tickets = ids_of(draft.own_open());
    if (home == nullptr || (tickets.empty() && home->series.empty())) return draft.say("plan.none"), true;
    if (!tickets.empty()) draft.conversation.listed = tickets;
    draft.say("plan.list", {{"home", home->id.value}}, tickets);
    return true;
}

}  // namespace warmline::bot::talk
