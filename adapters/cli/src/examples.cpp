#include <charconv>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "tool.hpp"

namespace warmline::cli {
namespace {

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

/// The local midnight of a day written YYYY-MM-DD; nullopt if it is none.
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

asio::awaitable<int> run(store::Store& store, dispatcher::Time since) {
    auto examples = co_await store.examples(since);
    if (!examples) {
        fmt::print(stderr, "warmline: examples stopped: {}\n", examples.error().message());
        co_return 1;
    }
    for (const auto& kept : *examples) {
        nlohmann::ordered_json line{{"id", kept.id}};
        line.update(bot::to_json(kept.example));
        fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
    co_return 0;
}

}  // namespace

int print_examples(const std::filesystem::path& config, const std::string& since, const Overrides& overrides) {
    auto settings = read_settings(config, overrides);
    if (!settings) return 2;
    auto checked = load(std::move(*settings));
    if (const auto* problems = std::get_if<settings::Problems>(&checked)) {
        print(*problems);
        return 2;
    }
    auto& loaded = *std::get<std::unique_ptr<Loaded>>(checked);
    const auto from = since.empty() ? dispatcher::Time{} : midnight(since, loaded.programme);
    if (!from) {
        fmt::print(stderr, "warmline: --since: \"{}\" is no day; write it as 2020-02-17\n", since);
        return 2;
    }
    Tool tool(loaded);
    return tool.run(run(tool.store, *from));
}

}  // namespace warmline::cli
