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
    const auto loaded = load_or_say(config, overrides);
    if (!loaded) return 2;
    const auto from = since.empty() ? dispatcher::Time{} : midnight("--since", since, loaded->programme);
    if (!from) return 2;
    Tool tool(*loaded);
    return tool.run(run(tool.store, *from));
}

}  // namespace warmline::cli
