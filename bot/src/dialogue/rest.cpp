#include "rest.hpp"

#include <algorithm>

#include "days.hpp"

namespace warmline::bot::talk {
namespace {

using namespace std::chrono;

constexpr hours morning{8};
constexpr int days_max = 60;

}  // namespace

dispatcher::Time rest_until(const Folded& text, dispatcher::Time now, minutes utc_offset) {
    const auto local = now + utc_offset;
    const auto today = floor<days>(local);
    const auto words = squeezed(text.text);
    const auto named = days_in(words, today);
    const auto last_day = named.empty() ? today : named.back().last;
    auto until = sys_time<milliseconds>{today + days{1} + morning};
    const auto span = span_in(words);
    const bool to = contains(words, U"休息到") || contains(words, U"休息至");
    if (span && !to) {
        until = today + days{std::min(span->days, days_max)} + morning;
    } else if (const auto clock = clock_in(words); clock && to) {
        until = last_day + clock->at;
        if (until <= local) until += days{1};
    } else {
        // 「休息到明天」 means back tomorrow; 「明天休息」 and 「休息到5号」 mean that the day itself is free.
        const bool back_on_it =
            to && (contains(words, U"明天") || contains(words, U"明早") || contains(words, U"后天"));
        until = last_day + days{back_on_it && last_day > today ? 0 : 1} + morning;
    }
    until = std::min(until, sys_time<milliseconds>{today + days{days_max}});
    if (until <= local) until = today + days{1} + morning;
    return until - utc_offset;
}

}  // namespace warmline::bot::talk
