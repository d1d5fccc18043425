#include "text_forms.hpp"

#include <charconv>

namespace warmline::settings {
namespace {

std::optional<int> read_int(std::string_view text) {
    int value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<dispatcher::Allowance> read_allowance(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto count = read_int(text.substr(0, space));
    const auto unit = text.substr(space + 1);
    if (!count) return std::nullopt;
    dispatcher::Allowance allowance;
    if (unit == "s")
        allowance.clock = std::chrono::seconds(*count);
    else if (unit == "min")
        allowance.clock = std::chrono::minutes(*count);
    else if (unit == "h")
        allowance.clock = std::chrono::hours(*count);
    else if (unit == "working day" || unit == "working days")
        allowance.working_days = *count;
    else
        return std::nullopt;
    return allowance;
}

std::optional<std::chrono::minutes> read_minutes(std::string_view text) {
    const auto allowance = read_allowance(text);
    if (!allowance || allowance->working_days != 0) return std::nullopt;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(allowance->clock);
    if (minutes != allowance->clock) return std::nullopt;
    return minutes;
}

std::optional<std::chrono::minutes> read_time(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hours = read_int(text.substr(0, 2));
    const auto minutes = read_int(text.substr(3));
    if (!hours || !minutes || *hours < 0 || *hours > 24 || *minutes < 0 || *minutes > 59 ||
        (*hours == 24 && *minutes != 0))
        return std::nullopt;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

std::optional<dispatcher::Calendar::Block> read_block(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = read_time(text.substr(0, 5));
    const auto to = read_time(text.substr(6));
    if (!from || !to || *from >= *to) return std::nullopt;
    return dispatcher::Calendar::Block{*from, *to};
}

std::optional<dispatcher::QuietHours> quiet_hours_of(std::string_view text) {
    if (text.empty()) return dispatcher::QuietHours{};
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = read_time(text.substr(0, 5));
    const auto to = read_time(text.substr(6));
    if (!from || !to || *from == *to) return std::nullopt;
    return dispatcher::QuietHours{*from, *to};
}

std::optional<std::chrono::sys_days> read_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = read_int(text.substr(0, 4));
    const auto month = read_int(text.substr(5, 2));
    const auto day = read_int(text.substr(8));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

std::optional<std::chrono::minutes> read_offset(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const auto size = read_time(text.substr(1));
    if (!size || *size > std::chrono::hours(14)) return std::nullopt;
    return text[0] == '-' ? -*size : *size;
}

}  // namespace warmline::settings
