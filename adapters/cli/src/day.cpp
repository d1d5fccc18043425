#include "day.hpp"

#include <charconv>

namespace warmline::cli {
namespace {

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<dispatcher::Time> midnight(std::string_view day, const dispatcher::Programme& programme) {
    if (day.size() != 10 || day[4] != '-' || day[7] != '-') return std::nullopt;
    const auto year = number(day.substr(0, 4)), month = number(day.substr(5, 2)), date = number(day.substr(8, 2));
    if (!year || !month || !date || *month < 1 || *date < 1) return std::nullopt;
    const std::chrono::year_month_day whole{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                            std::chrono::day(static_cast<unsigned>(*date))};
    if (!whole.ok()) return std::nullopt;
    const auto& calendar = programme.calendar_of(programme.organisations.front().id);
    return dispatcher::Time{std::chrono::sys_days{whole}} - calendar.utc_offset;
}

}  // namespace warmline::cli
