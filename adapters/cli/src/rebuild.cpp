#include "store/rebuild.hpp"

#include "commands.hpp"
#include "tool.hpp"

namespace warmline::cli {
namespace {

int stopped(const boost::system::error_code& why) {
    fmt::print(stderr, "warmline: rebuild stopped: {}\n", why.message());
    return 1;
}

asio::awaitable<int> check_store(store::Store& store) {
    auto differences = co_await store::compare(store);
    if (!differences) co_return stopped(differences.error());
    for (const auto& difference : *differences) fmt::print("{}: {}\n", difference.key, difference.what);
    fmt::print(stderr, "{} differences\n", differences->size());
    co_return differences->empty() ? 0 : 1;
}

asio::awaitable<int> rebuild_store(store::Store& store) {
    auto rebuilt = co_await store::rebuild(store);
    if (!rebuilt) co_return stopped(rebuilt.error());
    fmt::print("{} entries of events: {} tickets, {} persons, {} households, {} call tasks\n", rebuilt->batches,
               rebuilt->tickets, rebuilt->persons, rebuilt->households, rebuilt->calls);
    fmt::print("{} snapshots written anew, {} removed; all indexes written\n", rebuilt->written, rebuilt->removed);
    co_return 0;
}

}  // namespace

int rebuild(const std::filesystem::path& config, const Overrides& overrides, bool only_check) {
    const auto loaded = load_or_say(config, overrides);
    if (!loaded) return 2;
    Tool tool(*loaded);
    return tool.run(only_check ? check_store(tool.store) : rebuild_store(tool.store));
}

}  // namespace warmline::cli
