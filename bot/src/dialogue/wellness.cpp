#include "wellness.hpp"

#include <initializer_list>

namespace warmline::bot::talk {
namespace {

using View = std::u32string_view;

/// Strikes these words out, longest first where one holds another. @return whether any was there
bool strike(std::u32string& text, std::initializer_list<View> words) {
    bool any = false;
    for (const auto word : words)
        for (auto at = text.find(word); at != std::u32string::npos; at = text.find(word)) {
            text.replace(at, word.size(), word.size(), U'-');  // what stood around it does not grow together
            any = true;
        }
    return any;
}

/// What is denied (「不难受了」) says the contrary; it goes before the words themselves are looked for.
bool says_well(std::u32string& text) {
    const bool denied =
        strike(text, {U"没那么难受", U"没那么难过", U"没那么害怕", U"不怎么难受", U"不那么难受", U"不难受", U"不难过",
                      U"不害怕", U"不怕了", U"不想哭", U"不焦虑", U"不失眠", U"不慌了", U"能睡着", U"睡得着", U"睡着了",
                      U"睡得好", U"睡了个好觉", U"睡了一个好觉"});
    const bool better = strike(text, {U"好多了", U"好很多", U"好了很多", U"好了许多", U"好一些", U"好一点",   U"好些",
                                      U"好点",   U"没事了", U"没什么事", U"没事",     U"挺好",   U"很好",     U"蛮好",
                                      U"都好",   U"好着呢", U"缓过来了", U"想开了",   U"想通了", U"平静多了", U"轻松多",
                                      U"恢复了", U"好起来", U"不错",     U"好返",     U"好翻"});
    return denied || better;
}

bool says_not_well(View text) {
    return contains_any(text,
                        {U"睡不着", U"睡不好",   U"失眠",     U"难受",   U"难过",   U"害怕",   U"好怕",   U"想哭",
                         U"一直哭", U"崩溃",     U"撑不",     U"熬不",   U"痛苦",   U"绝望",   U"焦虑",   U"不想活",
                         U"想死",   U"伤害自己", U"不太好",   U"不好",   U"更糟",   U"很糟",   U"糟透",   U"更差",
                         U"很差",   U"老样子",   U"还是那样", U"不行",   U"很低落", U"情绪低", U"吃不下", U"心慌",
                         U"喘不",   U"没意思",   U"唔好",     U"瞓唔着", U"好辛苦", U"受不了", U"扛不住", U"控制不住"});
}

}  // namespace

Wellness wellness(const Folded& text, bool choices) {
    auto words = squeezed(text.text);
    if (choices && words == U"1") return Wellness::well;
    if (choices && words == U"2") return Wellness::not_well;
    if (contains_any(words, {U"?", U"吗"})) return Wellness::unclear;
    if (contains_any(words, {U"没有好", U"没好", U"不是很好", U"不是挺好"})) return Wellness::not_well;
    const bool well = says_well(words);
    const bool not_well = says_not_well(words);
    if (well == not_well) return Wellness::unclear;
    return well ? Wellness::well : Wellness::not_well;
}

}  // namespace warmline::bot::talk
