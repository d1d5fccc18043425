#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "console/filter.hpp"
#include "http/message.hpp"
#include "problem.hpp"

namespace warmline::console {

/// Reads "2026-11-25". @return nullopt if it is not a day between 2000 and 2100
[[nodiscard]] std::optional<std::chrono::sys_days> parse_day(std::string_view text);
[[nodiscard]] std::string format_day(std::chrono::sys_days day);
[[nodiscard]] std::optional<Figure> figure_named(std::string_view name) noexcept;

inline constexpr std::size_t id_chars_max = 64;
/// True for an id of ours, as it may stand in an address.
[[nodiscard]] bool is_id(std::string_view text) noexcept;
/// True for the last four digits of a telephone.
[[nodiscard]] bool is_phone_tail(std::string_view text) noexcept;

struct DaySpan {
    std::chrono::sys_days first, last;
};
inline constexpr std::chrono::days span_max{366};
/// `from` and `to`; by default the thirty days up to today. @return 400
[[nodiscard]] Parsed<DaySpan> read_span(const http::Request& request, std::chrono::sys_days today);

/// The list's filter from the query of GET /tickets; `organisation` as wished, not yet narrowed. @return 400
[[nodiscard]] Parsed<TicketFilter> read_filter(const http::Request& request);
/// `after` and `limit`. @return 400
[[nodiscard]] Parsed<Page> read_page(const http::Request& request);

}  // namespace warmline::console
