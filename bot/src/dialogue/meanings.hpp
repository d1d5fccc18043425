#pragma once
#include <optional>

#include "dispatcher/model.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

/// Short answers, whole message.
[[nodiscard]] bool is_yes(const Folded& text);
[[nodiscard]] bool is_no(const Folded& text);
[[nodiscard]] bool is_none_of_these(const Folded& text);  ///< 都不是
[[nodiscard]] bool says_online(const Folded& text);       ///< 线上就行, 在线: nobody has to come
[[nodiscard]] bool is_pass(const Folded& text);           ///< 不知道, 不方便说, 跳过
[[nodiscard]] bool is_thanks(const Folded& text);
[[nodiscard]] bool is_greeting(const Folded& text);
[[nodiscard]] bool is_bare_ok(const Folded& text);
/// Help that was promised is waited for: 「怎么还没来」「催一下」.
[[nodiscard]] bool urges(const Folded& text);
/// It cannot wait as long as was said: 「很急」「今天就要」.
[[nodiscard]] bool hurries(const Folded& text);
/// Nothing else stands in the text than such words, whatever a reader of whole messages makes of them.
[[nodiscard]] bool speaks_of_waiting_only(const Folded& text);

/// What the words say of a service: solved or not, 1 to 5. A person who is not content is treated as not helped.
struct Verdict {
    bool solved = true;
    int score = 5;
};
[[nodiscard]] std::optional<Verdict> verdict(const Folded& text);

/// True if the words name this kind of need as people speak of it (「老人那个」「辅导的」).
[[nodiscard]] bool speaks_of(std::u32string_view text, const dispatcher::Ticket& ticket);

/// True if the answer to 「有没有想伤害自己」 says that there is no danger, or that there is one.
enum class Safety { unclear, safe, danger };
[[nodiscard]] Safety safety(const Folded& text);

}  // namespace warmline::bot::talk
