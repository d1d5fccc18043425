#include "family.hpp"

#include <algorithm>

#include "family_names.hpp"
#include "meanings.hpp"
#include "open_question.hpp"
#include "refs.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

bool speaks_of_pairing(View text) {
    return contains_any(text, {U"结对", U"手拉手", U"帮扶的", U"联系的家庭", U"对接的"});
}

std::vector<const Household*> named(const Draft& draft, View text, const std::vector<const Household*>& families) {
    std::vector<const Household*> out;
    for (const auto* home : families)
        if (names_family(draft.state, text, *home)) out.push_back(home);
    return out;
}

void ask_which_family(Draft& draft, const std::vector<const Household*>& families, Question question) {
    question.kind = "family";
    std::vector<std::string> options;
    for (const auto* home : families) {
        question.families.push_back(home->id);
        options.push_back(name_of_family(draft.state, *home));
    }
    draft.ask(std::move(question), "ask.family", {{"options", join(options, "\n")}});
}

}  // namespace

bool settle_family(Draft& draft, const std::string& words, Question question) {
    const auto families = draft.families();
    if (families.empty()) return true;
    const auto text = fold(words);
    const auto meant = named(draft, text.text, families);
    if (meant.size() == 1) return draft.speak_for(meant.front()->id), true;
    if (draft.family_settled()) return true;
    const auto* who = draft.person();
    const bool own = who != nullptr && who->household && !speaks_of_pairing(text.text);
    if (meant.empty() && own) return true;
    if (families.size() == 1) return draft.speak_for(families.front()->id), true;
    ask_which_family(draft, meant.empty() ? families : meant, std::move(question));
    return false;
}

bool answer_family(Draft& draft, const Question& question) {
    const auto count = question.families.size();
    auto places = choices(draft.text, count + 1);
    const bool none = is_none_of_these(draft.text) || (places.size() == 1 && places.front() == count + 1);
    if (!none && places.size() != 1) {
        places.clear();
        for (std::size_t i = 0; i < count; ++i)
            if (const auto home = draft.state.households.find(question.families[i]);
                home != draft.state.households.end() && names_family(draft.state, draft.text.text, home->second))
                places.push_back(i + 1);
        if (places.size() != 1) return false;
    }
    if (asks_for_more(draft, {})) return false;
    draft.conversation.question.reset();
    draft.speak_for(none ? HouseholdId{} : question.families[places.front() - 1]);
    std::vector<NeedReading> needs;
    for (const auto& need : question.options) needs.push_back({need, 1, 0, 0});
    open_requests(draft, needs, &question);
    ask_what_is_missing(draft);
    return true;
}

}  // namespace warmline::bot::talk
