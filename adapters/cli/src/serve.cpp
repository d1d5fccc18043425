#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>

#include "commands.hpp"
#include "service.hpp"

namespace warmline::cli {

int serve(const std::filesystem::path& config, const Overrides& overrides) {
    auto settings = read_settings(config, overrides);
    if (!settings) return 2;
    spdlog::set_level(spdlog::level::from_str(settings->log_level));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    spdlog::flush_on(spdlog::level::warn);
    auto loaded = load_or_say(std::move(*settings));
    if (!loaded) return 2;
    asio::io_context context(1);
    Service service(context, std::move(loaded));
    const auto port = service.start();
    if (!port) {
        fmt::print(stderr, "warmline: cannot listen: {}\n", port.error().message());
        return 1;
    }
    fmt::print("warmline listening on port {}\n", *port);
    std::fflush(stdout);
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code& ec, int) {
        if (ec) return;
        spdlog::info("stopping");
        asio::co_spawn(context, service.stop(), [&](const std::exception_ptr&) { context.stop(); });
    });
    context.run();
    spdlog::info("stopped");
    return 0;
}

}  // namespace warmline::cli
