#include <iostream>

#include "commands.hpp"
#include "console/password.hpp"
#include "tool.hpp"

namespace warmline::cli {
namespace {

asio::awaitable<int> run(engine::Engine& engine, const settings::People& people) {
    auto count = co_await import_people(engine, people);
    if (!count) {
        fmt::print(stderr, "warmline: import stopped: {}\n", count.error().message());
        co_return 1;
    }
    fmt::print("{} persons, {} households\n", *count, people.households.size());
    co_return 0;
}

}  // namespace

int import_file(const std::filesystem::path& config, const std::filesystem::path& file, const Overrides& overrides) {
    auto settings = read_settings(config, overrides);
    if (!settings) return 2;
    settings->people = file;
    const auto loaded = load_or_say(std::move(*settings));
    if (!loaded) return 2;
    Tool tool(*loaded);
    const bot::Reader reader;
    dispatcher::Roster roster;
    engine::Stats stats;
    const engine::Senders senders;
    engine::Engine engine(tool.context.get_executor(),
                          {tool.store, reader, loaded->wording, loaded->programme, roster, stats, engine::system_now},
                          senders);
    return tool.run(run(engine, loaded->people));
}

int hash_password() {
    std::string password;
    if (!std::getline(std::cin, password) || password.size() < 8) {
        fmt::print(stderr, "warmline: the password must have at least 8 characters\n");
        return 2;
    }
    fmt::print("{}\n", console::hash_password(password));
    return 0;
}

}  // namespace warmline::cli
