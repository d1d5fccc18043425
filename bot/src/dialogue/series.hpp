#pragma once
#include <optional>

#include "dispatcher/command.hpp"
#include "text.hpp"

namespace warmline::bot::talk {

/// 「每周送一次菜」「以后每周都要」「定期送」: wanted again and again.
[[nodiscard]] bool wants_regularly(std::u32string_view text);

/// What a short text wants of a series.
struct SeriesWish {
    dispatcher::SeriesMove move{};
    bool this_time = false;  ///< of skip: 「这周」「这次」, not 「下周」「下次」
    int days = 0;            ///< of pause: 「两周」; 0 if none is told
};
/// 「这周不用送」「暂停两周」「恢复」「不用再送了」. Only where there is a series: the words alone may mean anything.
/// @return nullopt for a longer text, a question, or if it wants nothing of the kind
[[nodiscard]] std::optional<SeriesWish> series_wish(const Folded& text);

}  // namespace warmline::bot::talk
