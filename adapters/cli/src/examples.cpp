#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "day.hpp"
#include "tool.hpp"

namespace warmline::cli {
namespace {

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
