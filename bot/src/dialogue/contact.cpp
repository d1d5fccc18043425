#include "contact.hpp"

#include <algorithm>

#include "dispatcher/contact.hpp"
#include "steps.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

constexpr std::size_t wish_characters_max = 20;  // a longer text tells more than how often to write
constexpr int less = 3, weekly = 7;              // days

void strike_out(std::u32string& text, View word) {
    for (auto at = text.find(word); at != std::u32string::npos; at = text.find(word)) text.erase(at, word.size());
}

bool speaks_of_messages(View words) { return contains_any(words, {U"消息", U"信息", U"短信", U"通知", U"推送"}); }

/// What is left of the text without courtesies and the names of what is sent, the longer words first.
std::u32string bare(std::u32string words) {
    static constexpr View fillers[] = {
        U"就可以了", U"就可以", U"能不能", U"可不可以", U"给我们", U"给我", U"给俺", U"你们", U"我们", U"我家",
        U"麻烦",     U"以后",   U"就行",   U"就好",     U"就够",   U"好吗", U"行吗", U"可以", U"谢谢", U"好的",
        U"一次",     U"一条",   U"一回",   U"一点",     U"一些",   U"消息", U"信息", U"短信", U"通知", U"推送",
        U"微信",     U"请",     U"我",     U"再",       U"点",     U"些",   U"吧",   U"了",   U"啦",   U"啊",
        U"呀",       U"哦",     U"哈",     U"吗",       U"的",     U"得",   U"?"};
    for (const auto filler : fillers) strike_out(words, filler);
    return words;
}

struct Wish {
    View words;
    int days;
    bool of_messages = false;  ///< only where the text names them
};

constexpr Wish wishes[] = {
    {U"少发", less},
    {U"发少", less},
    {U"少", less, true},
    {U"太多", less, true},
    {U"发太多", less},
    {U"别发这么多", less},
    {U"别发那么多", less},
    {U"不要发这么多", less},
    {U"不要发那么多", less},
    {U"太频繁", less, true},
    {U"发太频繁", less},
    {U"发太勤", less},
    {U"别天天发", less},
    {U"不要天天发", less},
    {U"不用天天发", less},
    {U"别每天发", less},
    {U"不要每天发", less},
    {U"不用每天发", less},
    {U"每周发", weekly},
    {U"一周发", weekly},
    {U"每星期发", weekly},
    {U"一星期发", weekly},
    {U"每个星期发", weekly},
    {U"一个星期发", weekly},
    {U"一周", weekly, true},
    {U"每周", weekly, true},
    {U"隔天发", 2},
    {U"隔一天发", 2},
    {U"每天发", 1},
    {U"一天发", 1},
    {U"别发", contacts_never},
    {U"不要发", contacts_never},
    {U"不用发", contacts_never},
    {U"不必发", contacts_never},
    {U"停止发", contacts_never},
    {U"停发", contacts_never},
    {U"停止", contacts_never, true},
    {U"不要", contacts_never, true},
    {U"不想收", contacts_never, true},
    {U"不想收到", contacts_never, true},
    {U"退订", contacts_never},
    {U"恢复正常", 0},
    {U"恢复正常发", 0},
    {U"恢复发", 0},
    {U"恢复", 0, true},
    {U"正常发", 0},
    {U"照常发", 0},
};

/// 「每三天发」「五天发」
std::optional<int> every_so_many_days(View words) {
    std::size_t at = words.starts_with(U"每") ? 1 : 0;
    const auto number = read_number(words, at);
    const bool is_one = number > 0 && number < static_cast<std::size_t>(contacts_never);
    return is_one && words.substr(at) == U"天发" ? std::optional(static_cast<int>(number)) : std::nullopt;
}

/// A family, or somebody who asked for help and has none known.
const Person* family_member(const Draft& draft) {
    const auto* person = draft.person();
    if (!person || person->roles.contains(Role::liaison)) return nullptr;
    return person->household || (!person->helper && person->roles.contains(Role::requester)) ? person : nullptr;
}

int wish_so_far(const Draft& draft, const Person& person) {
    const auto* home = draft.household();
    return home ? home->contacts.every_days : person.contacts.every_days;
}

}  // namespace

std::optional<int> contact_wish(const Folded& text) {
    const auto words = squeezed(text.text);
    if (words.size() > wish_characters_max) return {};
    const auto left = bare(words);
    const auto found = std::ranges::find(wishes, View{left}, &Wish::words);
    if (found == std::end(wishes)) return every_so_many_days(left);
    if (found->of_messages && !speaks_of_messages(words)) return {};
    return found->days;
}

bool is_contact_wish(const Draft& draft) {
    const auto* person = family_member(draft);
    const auto wish = person ? contact_wish(draft.text) : std::nullopt;
    return wish && (*wish > 0 || wish_so_far(draft, *person) > 0);  // 「恢复正常」 says something only then
}

bool take_contact(Draft& draft) {
    if (!is_contact_wish(draft)) return false;
    const int every = *contact_wish(draft.text);
    draft.command(LimitOutreach{draft.conversation.person, every});
    draft.say(either(every == 0, "contacts.usual", either(every == contacts_never, "contacts.never", "contacts.less")),
              {{"days", std::to_string(every)}});
    return true;
}

}  // namespace warmline::bot::talk
