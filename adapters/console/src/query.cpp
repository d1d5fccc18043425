#include "query.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "dispatcher/json.hpp"

namespace warmline::console {
namespace {

namespace d = dispatcher;
constexpr std::array<std::string_view, 12> figures{"came",     "open",     "late",   "with_coordinator",
                                                   "accepted", "resolved", "closed", "cancelled",
                                                   "reopened", "rated",    "yellow", "red"};
static_assert(figures[static_cast<std::size_t>(Figure::red)] == "red");

bool is_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Parsed<std::set<d::TicketState>> read_states(std::string_view text) {
    std::set<d::TicketState> out;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto state = d::state_named(text.substr(0, comma));
        if (!state) return BadInput{400, "没有这种工单状态。"};
        out.insert(*state);
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    return out;
}

}  // namespace

bool is_id(std::string_view text) noexcept {
    return !text.empty() && text.size() <= id_chars_max && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

bool is_phone_tail(std::string_view text) noexcept { return text.size() == 4 && is_digits(text); }

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
    if (!year || !month || !day || *month < 1 || *day < 1 || *year < 2000 || *year > 2100) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                          std::chrono::day{static_cast<unsigned>(*day)}};
    if (!ymd.ok()) return std::nullopt;
    return std::chrono::sys_days{ymd};
}

std::string format_day(std::chrono::sys_days day) {
    const std::chrono::year_month_day ymd{day};
    char out[40];
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                  static_cast<unsigned>(ymd.day()));
    return out;
}

std::optional<Figure> figure_named(std::string_view name) noexcept {
    const auto it = std::ranges::find(figures, name);
    if (it == figures.end()) return std::nullopt;
    return static_cast<Figure>(it - figures.begin());
}

Parsed<TicketFilter> read_filter(const http::Request& request) {
    TicketFilter out;
    out.organisation = d::OrganisationId{std::string(request.parameter("organisation"))};
    out.need = request.parameter("need");
    auto states = read_states(request.parameter("state"));
    if (!states) return states.error();
    out.states = std::move(*states);
    if (const auto tier = request.parameter("tier"); !tier.empty()) {
        out.tier = d::tier_named(tier);
        if (!out.tier) return BadInput{400, "没有这个紧急程度。"};
    }
    if (const auto card = request.parameter("card"); !card.empty()) {
        out.card = d::card_named(card);
        if (!out.card || *out.card == d::Card::none) return BadInput{400, "没有这种牌。"};
    }
    out.late = request.parameter("late") == "1";
    out.with_coordinator = request.parameter("with_coordinator") == "1";
    out.crisis = request.parameter("crisis") == "1";
    out.draft = request.parameter("draft") == "1";
    out.text = request.parameter("text");
    if (!is_digits(out.text) || out.text.size() > 10) return BadInput{400, "请输入工单号，或手机号的后四位。"};
    const auto day = request.parameter("day"), figure = request.parameter("figure");
    if (!day.empty() && !(out.day = parse_day(day))) return BadInput{400, "日期应写成 2026-01-31 这样。"};
    if (!figure.empty()) {
        const auto named = figure_named(figure);
        if (!named || !out.day) return BadInput{400, "统计口径不对，请从台账重新进入。"};
        out.figure = *named;
    }
    return out;
}

Parsed<Page> read_page(const http::Request& request) {
    Page out{.after = std::string(request.parameter("after"))};
    if (const auto limit = request.parameter("limit"); !limit.empty()) {
        const auto value = number(limit);
        if (!value || *value < 1 || *value > static_cast<int>(page_size_max)) {
            return BadInput{400, "每页条数应在 1 到 200 之间。"};
        }
        out.limit = static_cast<std::size_t>(*value);
    }
    if (!out.after.empty() && !parse_cursor(out.after)) return BadInput{400, "列表位置无效，请从第一页重新查看。"};
    return out;
}

Parsed<DaySpan> read_span(const http::Request& request, std::chrono::sys_days today) {
    DaySpan span{today - std::chrono::days(29), today};
    const auto read = [&](const char* name, std::chrono::sys_days& day) {
        const auto text = request.parameter(name);
        if (text.empty()) return true;
        const auto parsed = parse_day(text);
        if (parsed) day = *parsed;
        return parsed.has_value();
    };
    if (!read("from", span.first) || !read("to", span.last)) return BadInput{400, "日期应写成 2026-01-31 这样。"};
    if (span.last > today) return BadInput{400, "这一天还没有到。"};
    if (span.first > span.last) return BadInput{400, "开始日期不能晚于结束日期。"};
    if (span.last - span.first >= span_max) return BadInput{400, "一次最多看一年。"};
    return span;
}

}  // namespace warmline::console
