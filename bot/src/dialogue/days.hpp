#pragma once
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace warmline::bot::talk {

/// Days that a text names: one, or several on end (「周末」「这两天」).
struct NamedDays {
    std::chrono::sys_days first, last;
    std::size_t begin = 0, end = 0;  ///< the characters that say so
};

/// 「明天」「下周三」「12月3号」「12-3」「5日」「月底」, in the order of the text. A day that is named without its
/// month or week is the next one: from `today` on, and behind the day named before it (「12月20日到1月5日」).
/// @param text   without blanks
/// @param today  the local day
[[nodiscard]] std::vector<NamedDays> days_in(std::u32string_view text, std::chrono::sys_days today);

/// 「3天」「两周」「一个星期」: how many days. @return nullopt if none is told
struct NamedSpan {
    int days = 0;
    std::size_t begin = 0, end = 0;
};
[[nodiscard]] std::optional<NamedSpan> span_in(std::u32string_view text);

/// 「晚上8点」「18:30」「下午三点半」 as minutes of the day, in [0, 24 h].
struct NamedClock {
    std::chrono::minutes at{};
    std::size_t begin = 0, end = 0;  ///< from the number on
};
/// @param from  where to look from; 「下午」 and the like count from there as well
[[nodiscard]] std::optional<NamedClock> clock_in(std::u32string_view text, std::size_t from = 0);

}  // namespace warmline::bot::talk
