#include "commands.hpp"
#include "dispatcher/json.hpp"
#include "tool.hpp"

namespace warmline::cli {
namespace {

asio::awaitable<int> run(store::Store& store) {
    constexpr int at_once = 200;
    for (int offset = 0;; offset += at_once) {
        auto ids = co_await store.newest_tickets(offset, at_once);
        if (!ids) co_return 1;
        if (ids->empty()) co_return 0;
        auto tickets = co_await store.load_tickets(std::move(*ids));
        if (!tickets) {
            fmt::print(stderr, "warmline: export stopped: {}\n", tickets.error().message());
            co_return 1;
        }
        for (const auto& ticket : *tickets) fmt::print("{}\n", dispatcher::to_json(ticket).dump());
    }
}

}  // namespace

int export_tickets(const std::filesystem::path& config, const Overrides& overrides) {
    const auto loaded = load_or_say(config, overrides);
    if (!loaded) return 2;
    Tool tool(*loaded);
    return tool.run(run(tool.store));
}

}  // namespace warmline::cli
