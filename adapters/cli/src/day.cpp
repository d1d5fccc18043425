#include "day.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "settings/date.hpp"

namespace warmline::cli {

std::optional<dispatcher::Time> midnight(const char* option, const std::string& day,
                                         const dispatcher::Programme& programme) {
    const auto date = settings::read_date(day);
    if (!date) {
        fmt::print(stderr, "warmline: {}: \"{}\" is no day; write it as 2020-02-17\n", option, day);
        return std::nullopt;
    }
    return dispatcher::Time{*date} - programme.calendar_of(programme.organisations.front().id).utc_offset;
}

}  // namespace warmline::cli
