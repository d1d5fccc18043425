#pragma once
#include <optional>
#include <vector>

#include "dispatcher/decide.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

/// Which ticket a text points at: by number, by its place in what was shown last, or all of them.
struct Ref {
    std::optional<dispatcher::TicketId> ticket;
    std::optional<std::size_t> ordinal;  ///< from 1
    bool all = false;
    std::size_t begin = 0, end = 0;  ///< the characters of the folded text that say so

    [[nodiscard]] bool named() const { return ticket || ordinal || all; }
};

/// Looks for 「10042」 (a number of `state`, or any after 单号 or #), 「第二条」, 「2号单」, 「全部」.
[[nodiscard]] Ref find_ref(const Folded& text, const dispatcher::State& state);

/// The whole text as choices from a list of `count` shown before: 「2」「二」「第二个」「1和3」「都要」.
/// @return places from 1, none beyond `count`; empty if the text is something else.
[[nodiscard]] std::vector<std::size_t> choices(const Folded& text, std::size_t count);

}  // namespace warmline::bot::talk
