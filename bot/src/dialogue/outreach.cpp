#include "outreach.hpp"

#include <algorithm>
#include <array>

#include "dispatcher/outreach.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

constexpr std::size_t wish_characters_max = 16;  // a longer text tells more than how often to ask

bool is_liaison(const Draft& draft) {
    const auto* person = draft.person();
    return person != nullptr && person->roles.contains(Role::liaison);
}

/// When he or she is asked next, for the wording; without it if that is never.
std::map<std::string, std::string> next_time(const Draft& draft, const Person& person) {
    const auto next = next_outreach(person, draft.programme, draft.now);
    if (!next) return {};
    return {{"until_ms", std::to_string(to_ms(*next))}};
}

void strike_out(std::u32string& text, View word) {
    for (auto at = text.find(word); at != std::u32string::npos; at = text.find(word)) text.erase(at, word.size());
}

void limit(Draft& draft, int every_days) {
    draft.command(LimitOutreach{draft.conversation.person, every_days});
    Person wished = *draft.person();
    if (!wished.outreach) wished.outreach.emplace();
    wished.outreach->every_days = every_days;
    auto fields = next_time(draft, wished);
    if (fields.empty()) return draft.say("outreach.never");
    fields["days"] = std::to_string(every_days);
    draft.say(either(every_days == 1, "outreach.daily", "outreach.every"), std::move(fields));
}

}  // namespace

bool says_nothing_needed(const Folded& text) {
    auto words = squeezed(text.text);
    for (const View filler :
         {U"今天", U"今日", U"目前", U"现在", U"暂时", U"大家", U"我们", U"这边", U"同事们", U"同事",
          U"家属", U"队里", U"谢谢", U"感谢", U"你们", U"关心", U"需要", U"需求", U"都",     U"还",
          U"也",   U"的",   U"了",   U"啊",   U"哈",   U"呢",   U"暂",   U"挺",   U"很"})
        strike_out(words, filler);
    static constexpr std::array<View, 22> nothing{U"没有",     U"没",   U"无",     U"冇",      U"不",   U"没事",
                                                  U"没啥",     U"好",   U"一切好", U"没什么",  U"正常", U"一切正常",
                                                  U"冇嘢",     U"不用", U"没有好", U"好没有",  U"好不", U"好不用",
                                                  U"没有其他", U"0",    U"没情况", U"没有什么"};
    return std::ranges::find(nothing, View{words}) != nothing.end();
}

std::optional<int> outreach_wish(const Folded& text) {
    const auto words = squeezed(text.text);
    // 「不要联系我了」 may be said in despair; of asking nobody speaks so.
    if (words.size() > wish_characters_max || !contains(words, U"问")) return {};
    if (contains_any(words, {U"隔天", U"隔一天", U"隔日"})) return 2;
    if (contains_any(words, {U"每周", U"一周", U"每星期", U"一星期", U"一个星期"})) return 7;
    static constexpr View each = U"每";
    if (auto at = words.find(each); at != std::u32string::npos) {
        at += each.size();
        const auto number = read_number(words, at);
        const bool of_days = number > 0 && words.compare(at, 1, U"天") == 0;
        if (of_days && number <= static_cast<std::size_t>(outreach_days_max)) return static_cast<int>(number);
    }
    if (contains_any(words, {U"不用", U"别", U"不要", U"不必", U"停止", U"暂停"})) {
        // 「不用每天问」 says that it is too often, not that nobody should ask.
        return contains_any(words, {U"每天", U"天天", U"每日"}) ? 2 : 0;
    }
    if (contains_any(words, {U"每天问", U"天天问", U"每日问", U"恢复"})) return 1;
    return {};
}

bool is_outreach_wish(const Draft& draft) { return is_liaison(draft) && outreach_wish(draft.text).has_value(); }

bool take_outreach(Draft& draft) {
    if (!is_outreach_wish(draft)) return false;
    const auto every = outreach_wish(draft.text);
    auto& question = draft.conversation.question;
    if (question && question->kind == "outreach") question.reset();
    limit(draft, *every);
    return true;
}

bool answer_outreach(Draft& draft) {
    draft.conversation.question.reset();
    if (says_nothing_needed(draft.text)) {
        draft.command(AnswerOutreach{draft.conversation.person, true});
        draft.say("outreach.nothing", next_time(draft, *draft.person()));
        return true;
    }
    if (draft.understanding.has_intent("request")) draft.command(AnswerOutreach{draft.conversation.person, false});
    return false;
}

}  // namespace warmline::bot::talk
