#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <cstdio>
#include <exception>

#include "commands.hpp"
#include "service.hpp"

namespace warmline::cli {
namespace {

/// The service that runs, and how it gives way to one with newer files (SIGHUP; design.md, "Configuration": a broken
/// file changes nothing).
class Host {
public:
    Host(asio::io_context& context, const std::filesystem::path& config, const Overrides& overrides,
         std::unique_ptr<Loaded> loaded)
        : context_(context),
          config_(config),
          overrides_(overrides),
          service_(std::make_unique<Service>(context, std::move(loaded))),
          signals_(context, SIGINT, SIGTERM, SIGHUP) {}

    http::Result<std::uint16_t> start() {
        auto port = service_->start();
        if (port) watch();
        return port;
    }

private:
    void watch() {
        signals_.async_wait([this](const boost::system::error_code& ec, int signal) {
            if (ec) return;
            asio::co_spawn(context_, signal == SIGHUP ? reload() : stop(), [this, signal](const std::exception_ptr& e) {
                if (e) std::rethrow_exception(e);
                if (signal == SIGHUP) watch();  // one at a time; a signal in between waits
            });
        });
    }

    asio::awaitable<void> stop() {
        spdlog::info("stopping");
        co_await service_->stop();
        context_.stop();
    }

    asio::awaitable<void> reload() {
        auto next = make();
        if (!next) {
            spdlog::error("reload: the files have errors, nothing changed");
            co_return;
        }
        const auto port = co_await next->start_beside(*service_);
        if (!port) {
            spdlog::error("reload: nothing changed: {}", port.error().message());
            co_await next->stop();
            retired_ = std::move(next);
            co_return;
        }
        std::swap(service_, next);
        co_await next->stop();
        retired_ = std::move(next);
        spdlog::info("reloaded, on port {}", *port);
    }

    /// @return nullptr, after saying why, if anything in the files is wrong
    std::unique_ptr<Service> make() {
        auto settings = read_settings(config_, overrides_);
        auto loaded = settings ? load_or_say(std::move(*settings)) : nullptr;
        if (!loaded) return nullptr;
        try {
            return std::make_unique<Service>(context_, std::move(loaded));
        } catch (const std::exception& e) {
            spdlog::error("reload: {}", e.what());
            return nullptr;
        }
    }

    asio::io_context& context_;
    std::filesystem::path config_;
    Overrides overrides_;
    std::unique_ptr<Service> service_;
    /// Stopped; kept until the next reload, when nothing can hold on to it any more.
    std::unique_ptr<Service> retired_;
    asio::signal_set signals_;
};

}  // namespace

int serve(const std::filesystem::path& config, const Overrides& overrides) {
    auto settings = read_settings(config, overrides);
    if (!settings) return 2;
    spdlog::set_level(spdlog::level::from_str(settings->log_level));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    spdlog::flush_on(spdlog::level::warn);
    auto loaded = load_or_say(std::move(*settings));
    if (!loaded) return 2;
    asio::io_context context(1);
    Host host(context, config, overrides, std::move(loaded));
    const auto port = host.start();
    if (!port) {
        fmt::print(stderr, "warmline: cannot listen: {}\n", port.error().message());
        return 1;
    }
    fmt::print("warmline listening on port {}\n", *port);
    std::fflush(stdout);
    context.run();
    spdlog::info("stopped");
    return 0;
}

}  // namespace warmline::cli
