#include <algorithm>
#include <array>

#include "bot/normalise.hpp"
#include "bot/when.hpp"
#include "numbers.hpp"

namespace warmline::bot {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using LocalDays = std::chrono::local_days;

/// Part of a day in hours from its midnight; past 24 is the next day.
struct Part {
    int begin = 0, end = 24;
};

struct DayWord {
    std::u32string_view word;
    int offset;  ///< days from today
};

struct PartWord {
    std::u32string_view word;
    Part part;
};

constexpr std::array<DayWord, 20> day_words = {
    {{U"大后天", 3}, {U"今天", 0}, {U"今日", 0}, {U"今儿", 0}, {U"当天", 0}, {U"明天", 1},  {U"明日", 1},
     {U"明儿", 1},   {U"听日", 1}, {U"后天", 2}, {U"后日", 2}, {U"后儿", 2}, {U"昨天", -1}, {U"昨日", -1},
     {U"前天", -2},  {U"今", 0},   {U"明", 1},   {U"听", 1},   {U"昨", -1},  {U"后", 2}}};

constexpr std::array<PartWord, 24> part_words = {
    {{U"凌晨", {0, 6}},   {U"清早", {5, 9}},   {U"一早", {6, 9}},   {U"早上", {6, 12}},  {U"早晨", {6, 12}},
     {U"朝早", {6, 12}},  {U"朝", {6, 12}},    {U"上午", {6, 12}},  {U"上昼", {6, 12}},  {U"中午", {11, 14}},
     {U"晏昼", {12, 18}}, {U"下午", {12, 18}}, {U"下昼", {12, 18}}, {U"午后", {12, 18}}, {U"傍晚", {17, 19}},
     {U"晚上", {18, 24}}, {U"晚间", {18, 24}}, {U"夜里", {20, 30}}, {U"夜间", {20, 30}}, {U"半夜", {23, 29}},
     {U"白天", {8, 18}},  {U"早", {6, 12}},    {U"晚", {18, 24}},   {U"夜", {18, 30}}}};

/// Reads what is written from left to right; each step takes what it knows.
class Reading {
public:
    explicit Reading(std::u32string_view text) : rest_(text) {}

    bool take(std::u32string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    /// A number followed by one of the words.
    std::optional<int> take_number(std::initializer_list<std::u32string_view> words) {
        const auto number = slots::read_number(rest_, 0);
        if (!number) return std::nullopt;
        for (const auto word : words)
            if (rest_.substr(number->end).starts_with(word)) {
                rest_.remove_prefix(number->end + word.size());
                return number->value;
            }
        return std::nullopt;
    }
    std::optional<int> take_number() { return take_number({U""}); }
    [[nodiscard]] bool done() const { return rest_.empty(); }

private:
    std::u32string_view rest_;
};

/// 「周三」「下周一」「礼拜天」: the next such day, today if it is one.
std::optional<LocalDays> weekday(Reading& reading, LocalDays today) {
    const bool next_week = reading.take(U"下");
    if (!next_week) reading.take(U"本") || reading.take(U"这");
    if (!reading.take(U"周") && !reading.take(U"星期") && !reading.take(U"礼拜")) return std::nullopt;
    constexpr std::u32string_view names = U"一二三四五六日";
    int wanted = -1;  // days after Monday
    for (std::size_t day = 0; day < names.size() && wanted < 0; ++day)
        if (reading.take(names.substr(day, 1))) wanted = static_cast<int>(day);
    if (wanted < 0 && (reading.take(U"天") || reading.take(U"末"))) wanted = 6;
    if (wanted < 0) return std::nullopt;
    const int now = static_cast<int>(std::chrono::weekday(today).iso_encoding()) - 1;
    if (next_week) return today + days(7 - now + wanted);
    return today + days((wanted - now + 7) % 7);
}

/// 「3月5日」「19号」: the next one that the calendar has.
std::optional<LocalDays> date(Reading& reading, LocalDays today) {
    using namespace std::chrono;
    const year_month_day now(today);
    Reading attempt = reading;
    const auto named_month = attempt.take_number({U"月份", U"月"});
    const auto day_number = attempt.take_number({U"日", U"号"});
    if (!day_number) return std::nullopt;
    constexpr int months_tried = 48;  // a leap day is found within four years
    for (int step = 0; step < months_tried; ++step) {
        const auto at = year_month(now.year(), now.month()) + months(step);
        if (named_month && static_cast<int>(static_cast<unsigned>(at.month())) != *named_month) continue;
        const year_month_day candidate = at / day(static_cast<unsigned>(*day_number));
        if (!candidate.ok() || LocalDays(candidate) < today) continue;
        reading = attempt;
        return LocalDays(candidate);
    }
    return std::nullopt;
}

std::optional<LocalDays> day_of(Reading& reading, LocalDays today) {
    for (const auto& [word, offset] : day_words)
        if (reading.take(word)) return today + days(offset);
    Reading attempt = reading;
    if (const auto day = weekday(attempt, today)) {
        reading = attempt;
        return day;
    }
    return date(reading, today);
}

/// Minutes after midnight of 「八点半」「8:30」「十点二十分」 as spoken, not yet moved into the afternoon.
std::optional<minutes> clock(Reading& reading) {
    const auto hour = reading.take_number({U"点钟", U"点", U"时", U":"});
    if (!hour || *hour > 24) return std::nullopt;
    if (reading.take(U"半")) return hours(*hour) + minutes(30);
    if (reading.take(U"一刻")) return hours(*hour) + minutes(15);
    const auto minute = reading.take_number();
    if (minute) reading.take(U"分");
    if (minute && *minute >= 60) return std::nullopt;
    return hours(*hour) + minutes(minute.value_or(0));
}

bool is_afternoon(const Part& part) { return part.begin >= 11; }

/// The clock's twelve hours are the half of the day that the part names; without one, the half that is still to come.
minutes in_half(minutes spoken, const std::optional<Part>& part, bool day_named, minutes now) {
    if (part && part->end > 24 && spoken < hours(6)) return spoken + hours(24);  // 「今夜两点」
    if (spoken >= hours(13) || spoken < hours(1)) return spoken;
    const bool noon = spoken >= hours(12);
    if (part && part->begin >= 18 && noon) return spoken + hours(12);  // 「晚上十二点」
    if (part)
        return is_afternoon(*part) && !noon && !(part->begin < 12 && spoken >= hours(11)) ? spoken + hours(12) : spoken;
    if (noon) return spoken;
    const bool past = !day_named && spoken <= now;
    return past || (day_named && spoken < hours(6)) ? spoken + hours(12) : spoken;
}

enum class Limit { none, before, after };

Limit limit_of(Reading& reading) {
    for (const std::u32string_view word : {U"之前", U"以前", U"前"})
        if (reading.take(word)) return Limit::before;
    for (const std::u32string_view word : {U"之后", U"以后", U"开始", U"后", U"起"})
        if (reading.take(word)) return Limit::after;
    reading.take(U"左右");
    return Limit::none;
}

}  // namespace

std::optional<Interval> resolve_when(std::string_view written, LocalMinutes now) {
    static const Normaliser normalise({});
    const NormalText normal = normalise(written);
    Reading reading(normal.text());
    const auto today = std::chrono::floor<days>(now);
    const auto day = day_of(reading, today);
    std::optional<Part> part;
    for (const auto& [word, hours_named] : part_words)
        if (!part && reading.take(word)) part = hours_named;
    const auto spoken = clock(reading);
    if (!day && !part && !spoken) return std::nullopt;
    const LocalMinutes midnight = day.value_or(today);
    Interval found{midnight + hours(part ? part->begin : 0), midnight + hours(part ? part->end : 24)};
    if (spoken) {
        found.begin = midnight + in_half(*spoken, part, day.has_value(), now - LocalMinutes(today));
        found.end = found.begin + hours(1);
    }
    const Limit limit = limit_of(reading);
    if (!reading.done()) return std::nullopt;
    if (!day && found.end <= now) found = {found.begin + days(1), found.end + days(1)};
    if (limit == Limit::before) return Interval{now, std::max(now, found.begin)};
    if (limit == Limit::after)
        return Interval{found.begin, LocalMinutes(std::chrono::floor<days>(found.begin) + days(1))};
    return found;
}

}  // namespace warmline::bot
