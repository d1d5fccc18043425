#include "family_names.hpp"

#include <algorithm>

#include "text.hpp"

namespace warmline::bot::talk {
namespace {

using namespace dispatcher;
using View = std::u32string_view;

constexpr View long_surnames[] = {U"欧阳", U"司徒", U"上官", U"诸葛", U"司马", U"慕容", U"夏侯", U"端木"};

std::u32string surname_of(const std::string& name) {
    const auto all = points(name);
    for (const auto surname : long_surnames)
        if (View{all}.starts_with(surname)) return std::u32string{surname};
    return all.substr(0, 1);
}

bool names_member(View text, const std::string& name) {
    if (name.empty()) return false;
    if (contains(text, View{points(name)})) return true;
    const auto surname = surname_of(name);
    for (const View behind : {U"家", U"先生", U"女士", U"太太", U"护士", U"医生", U"老师", U"阿姨", U"姐", U"哥",
                              U"奶奶", U"爷爷", U"大爷", U"大妈", U"婆婆", U"叔", U"伯"})
        if (contains(text, View{surname + std::u32string{behind}})) return true;
    return false;
}

/// True if `word` stands somewhere and no family is meant by it.
bool stands(View text, View word) {
    for (auto at = text.find(word); at != View::npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        if (end == text.size() || text[end] != U'家') return true;
    }
    return false;
}

}  // namespace

std::string name_of_family(const State& state, const Household& home) {
    std::string name;
    for (const auto& id : home.members)
        if (const auto* member = state.person(id); name.empty() && member != nullptr) name = member->name;
    if (!name.empty()) name += "家";
    if (name.empty()) return home.district + home.hospital + "的一家";
    return home.district.empty() ? name : name + "（" + home.district + "）";
}

bool names_family(const State& state, View text, const Household& home) {
    return std::ranges::any_of(home.members, [&](const PersonId& id) {
        const auto* member = state.person(id);
        return member != nullptr && names_member(text, member->name);
    });
}

bool names_officer(View text, const std::string& name) {
    if (name.empty()) return false;
    if (stands(text, points(name))) return true;
    const auto surname = surname_of(name);
    for (const View behind :
         {U"老师", U"干事", U"主任", U"书记", U"部长", U"科长", U"主席", U"委员", U"同志", U"姐", U"哥"})
        if (stands(text, surname + std::u32string{behind})) return true;
    return stands(text, U"小" + surname) || stands(text, U"老" + surname);
}

}  // namespace warmline::bot::talk
