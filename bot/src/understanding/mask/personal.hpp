#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "../gazetteer.hpp"
#include "bot/mask.hpp"

namespace warmline::bot::mask {

struct PersonalSpan {
    Span span;
    Personal kind = Personal::name;
};
using PersonalSpans = std::vector<PersonalSpan>;

/// Each adds what it finds in a normalised text. All are linear in the text.
///
/// Rows of digits, written or spoken, with marks between them: of five digits and more, unless it is a public
/// telephone service (12355), which is nobody's.
void find_numbers(std::u32string_view text, PersonalSpans& found);
/// Mail and web addresses; words of letters and digits together (number plates, accounts, GZ-7720); the word after
/// 微信, QQ and the like.
void find_accounts(std::u32string_view text, PersonalSpans& found);
/// 「3栋2单元501」「五号楼」: houses and rooms without a street before them.
void find_houses(std::u32string_view text, PersonalSpans& found);
/// Names of people, by what stands around them. @param places  names of the list, which are nobody's
void find_names(std::u32string_view text, std::span<const Mention> places, PersonalSpans& found);

}  // namespace warmline::bot::mask
