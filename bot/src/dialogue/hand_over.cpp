#include "hand_over.hpp"

#include <algorithm>

#include "dispatcher/pairing.hpp"
#include "family_names.hpp"
#include "meanings.hpp"
#include "refs.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

constexpr auto answer_awaited = std::chrono::days{3};
constexpr std::size_t note_bytes_max = 600;

/// Words that hand something over by themselves, and words that do so only with somebody's name behind them.
constexpr View surely[] = {U"转交", U"移交", U"交接", U"托付", U"接手", U"接替", U"接管"};
constexpr View perhaps[] = {U"交给", U"转给", U"换成", U"改由", U"换给"};

std::vector<const Household*> own_families(const Draft& draft) {
    auto families = draft.families();
    const auto* who = draft.person();
    std::erase_if(families, [&](const Household* home) { return home->pair->partner != who->id; });
    return families;
}

std::vector<const Person*> officers_named(const Draft& draft, View text) {
    std::vector<const Person*> out;
    if (draft.state.roster == nullptr) return out;
    for (const auto& id : officers_of(*draft.state.roster, draft.programme)) {
        const auto* person = draft.state.person(id);
        if (person != nullptr && id != draft.conversation.person && names_officer(text, person->name))
            out.push_back(person);
    }
    return out;
}

/// What is said beside the hand-over itself: the pieces in which none of its words stand.
std::string note_in(const Draft& draft, const std::vector<const Person*>& officers) {
    std::vector<std::string> parts;
    const auto all = points(draft.message.text);
    for (std::size_t at = 0; at < all.size();) {
        const auto end = std::min(all.find_first_of(U"，。；！\n,;!", at), all.size());
        const auto piece = bytes(View{all}.substr(at, end - at));
        const auto folded = fold(piece);
        const bool of_it =
            contains_any(folded.text, surely) || std::ranges::any_of(officers, [&](const Person* officer) {
                return names_officer(folded.text, officer->name);
            });
        if (!of_it && !trim(piece).empty()) parts.push_back(trim(piece));
        at = end + 1;
    }
    return cut(join(parts, "，"), note_bytes_max);
}

/// Open tickets of the family that go with it.
std::vector<TicketId> open_tickets(const Draft& draft, const HouseholdId& id) {
    const auto home = draft.state.households.find(id);
    return home == draft.state.households.end() ? std::vector<TicketId>{} : home->second.open_tickets;
}

std::string family_of(const Draft& draft, const HouseholdId& id) {
    const auto home = draft.state.households.find(id);
    return home == draft.state.households.end() ? std::string{} : name_of_family(draft.state, home->second);
}

std::string name_of(const Draft& draft, const std::string& person) {
    const auto* who = draft.state.person(PersonId{person});
    return who == nullptr ? std::string{} : who->name;
}

std::string as_sentence(const std::string& note) { return note.empty() ? note : "留言：" + note + "。"; }

/// Asks what is still open: to whom, which family, and at last whether it is meant.
void settle(Draft& draft, Question question) {
    std::vector<std::string> options;
    question.kind = "hand_over";
    if (question.options.size() > 1) {
        question.slot = "whom";
        for (const auto& id : question.options) options.push_back(name_of(draft, id));
        return draft.ask(std::move(question), "ask.handover_whom", {{"options", join(options, "\n")}});
    }
    if (question.families.size() > 1) {
        question.slot = "family";
        for (const auto& id : question.families) options.push_back(family_of(draft, id));
        return draft.ask(std::move(question), "ask.handover_family", {{"options", join(options, "\n")}});
    }
    question.slot = "confirm";
    question.tickets = open_tickets(draft, question.families.front());
    const std::map<std::string, std::string> fields{{"family", family_of(draft, question.families.front())},
                                                    {"who", name_of(draft, question.options.front())},
                                                    {"why", as_sentence(question.text)}};
    const Key key = either(question.tickets.empty(), "ask.handover_confirm_none", "ask.handover_confirm");
    draft.ask(std::move(question), std::string{key.name}, fields);
}

/// 「以后由李老师负责」.
bool says_who_follows(View text) {
    return contains(text, U"由") && contains_any(text, {U"负责", U"跟进", U"结对", U"联系", U"照顾", U"跟着"});
}

bool speaks_of_family(View text) {
    return contains_any(text, {U"结对", U"手拉手", U"家庭", U"这户", U"这家", U"那家", U"那户"});
}

/// 「转交王奶奶家给李老师」「王奶奶家以后由李老师负责」「我结对的家庭请何主任接手」.
bool ask_for(Draft& draft) {
    const auto mine = own_families(draft);
    const View text = draft.text.text;
    if (mine.empty() || contains_any(text, {U"任务", U"工单", U"这单", U"单子"})) return false;
    if (find_ref(draft.text, draft.state).named()) return false;
    auto officers = officers_named(draft, text);
    const bool hints = !officers.empty() && (contains_any(text, perhaps) || says_who_follows(text));
    const bool hands = contains_any(text, surely) || (hints && !asks_for_more(draft, {}));
    Question question;
    for (const auto* home : mine)
        if (names_family(draft.state, text, *home)) question.families.push_back(home->id);
    if (!hands || (question.families.empty() && !speaks_of_family(text))) return false;
    if (officers.empty()) return draft.say("handover.who"), true;
    if (question.families.empty())
        for (const auto* home : mine) question.families.push_back(home->id);
    question.text = note_in(draft, officers);
    const auto name = officers.front()->name;
    std::erase_if(officers, [&](const Person* officer) { return !has_room_for_family(*officer, draft.programme); });
    if (officers.empty()) return draft.say("handover.full", {{"who", name}}), true;
    for (const auto* officer : officers) question.options.push_back(officer->id.value);
    settle(draft, std::move(question));
    return true;
}

bool choose(Draft& draft, Question question) {
    auto pick = [&](auto& list, auto named) {
        const auto places = choices(draft.text, list.size());
        auto at = places.size() == 1 ? places.front() : 0;
        for (std::size_t i = 0; at == 0 && i < list.size(); ++i)
            if (named(list[i])) at = i + 1;
        if (at > 0) list = {list[at - 1]};
        return at > 0;
    };
    const View text = draft.text.text;
    const bool done =
        question.slot == "whom"
            ? pick(question.options, [&](const auto& id) { return names_officer(text, name_of(draft, id)); })
            : pick(question.families, [&](const auto& id) {
                  const auto home = draft.state.households.find(id);
                  return home != draft.state.households.end() && names_family(draft.state, text, home->second);
              });
    if (!done) return false;
    draft.conversation.question.reset();
    settle(draft, std::move(question));
    return true;
}

bool confirm(Draft& draft, const Question& question) {
    const std::map<std::string, std::string> fields{{"family", family_of(draft, question.families.front())},
                                                    {"who", name_of(draft, question.options.front())}};
    if (is_yes(draft.text)) {
        draft.conversation.question.reset();
        draft.act_as_helper();
        draft.command(HandOverFamily{question.families.front(), PersonId{question.options.front()}, question.text});
        return draft.say("handover.asked", fields), true;
    }
    if (is_no(draft.text)) {
        draft.conversation.question.reset();
        return draft.say("handover.kept", fields), true;
    }
    // Anything else that asks for nothing is what the next partner should know.
    if (question.times > 2 || asks_for_more(draft, {}) || draft.understanding.has_intent("status")) return false;
    auto again = question;
    ++again.times;
    again.text = cut(again.text + (again.text.empty() ? "" : "，") + trim(draft.message.text), note_bytes_max);
    draft.conversation.question.reset();
    settle(draft, std::move(again));
    return true;
}

enum class Reply { none, yes, no };

Reply reply_in(const Folded& text, bool asked) {
    const auto words = squeezed(text.text);
    if (contains_any(words, {U"不接手", U"拒绝接手", U"接手不了", U"没法接手", U"不能接手"})) return Reply::no;
    if (contains_any(words, {U"接手", U"愿意结对", U"同意结对"}) && !contains_any(words, {U"吗", U"?", U"怎么"}))
        return Reply::yes;
    if (!asked) return Reply::none;
    if (is_yes(text) || words == U"接受" || words == U"同意" || words == U"愿意" || words == U"接" ||
        words == U"我来" || words == U"可以")
        return Reply::yes;
    const bool declines = contains_any(words, {U"拒绝", U"不方便", U"不行", U"接不了", U"走不开", U"不接", U"没空",
                                               U"忙不过来", U"不合适", U"不愿意"});
    return is_no(text) || declines ? Reply::no : Reply::none;
}

/// The reason in 「不接手，下个月我也外派」; empty if nothing is said beside the no.
std::string reason_in(const Draft& draft) {
    const auto all = points(draft.message.text);
    const auto end = all.find_first_of(U"，。；,; ：:");
    const auto rest = end == std::u32string::npos ? std::string{} : trim(bytes(View{all}.substr(end + 1)));
    const bool bare = draft.text.size() <= 6;
    return cut(!rest.empty() ? rest : bare ? std::string{} : draft.message.text, note_bytes_max);
}

bool reply(Draft& draft, const HouseholdId& family, bool asked) {
    const auto said = reply_in(draft.text, asked);
    if (said == Reply::none) return false;
    if (asked) draft.conversation.question.reset();
    draft.act_as_helper();
    const bool yes = said == Reply::yes;
    draft.command(AnswerHandOver{family, draft.conversation.person, yes, yes ? std::string{} : reason_in(draft)});
    draft.say(either(yes, "handover.accepted", "handover.declined"), {{"family", family_of(draft, family)}});
    return true;
}

/// Asked before, and something else was asked since.
bool reply_later(Draft& draft) {
    for (const auto& [id, home] : draft.state.households)
        if (home.pair && home.pair->hand_over && home.pair->hand_over->to == draft.conversation.person)
            return reply(draft, id, false);
    return false;
}

}  // namespace

bool is_about_hand_over(const Draft& draft) {
    const auto& question = draft.conversation.question;
    if (question && question->kind == "hand_over") return true;
    if (draft.person() == nullptr || own_families(draft).empty()) return false;
    const View text = draft.text.text;
    const bool hands = contains_any(text, surely) || contains_any(text, perhaps) || says_who_follows(text);
    return hands && !officers_named(draft, text).empty();
}

bool take_hand_over(Draft& draft) {
    if (draft.text.empty() || draft.message.channel == Channel::hotline || draft.person() == nullptr) return false;
    const auto question = draft.conversation.question;
    const bool ours = question && question->kind == "hand_over" && !question->families.empty();
    if (ours && question->slot == "accept") return reply(draft, question->families.front(), true);
    if (ours && draft.now - question->asked > answer_awaited) draft.conversation.question.reset();
    if (draft.conversation.question && ours && !question->options.empty()) {
        if (question->slot == "confirm") return confirm(draft, *question);
        if (choose(draft, *question)) return true;
    }
    return reply_later(draft) || ask_for(draft);
}

}  // namespace warmline::bot::talk
