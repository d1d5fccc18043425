#pragma once
#include <string>
#include <string_view>

#include "dispatcher/decide.hpp"

/// How families and officers are called, and found again in what somebody wrote.
namespace warmline::bot::talk {

/// What a family is called among those who look after it: 「黄女士家（荔湾区）」. Never its address.
[[nodiscard]] std::string name_of_family(const dispatcher::State& state, const dispatcher::Household& home);

/// 「黄家」「黄女士」「黄奶奶家」, or a member's name as it is registered.
[[nodiscard]] bool names_family(const dispatcher::State& state, std::u32string_view text,
                                const dispatcher::Household& home);

/// 「李老师」「李干事」「小李」, or the name as it is registered; not where a family is meant (「李姐家」).
[[nodiscard]] bool names_officer(std::u32string_view text, const std::string& name);

}  // namespace warmline::bot::talk
