#pragma once
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>

#include "service.hpp"

namespace warmline::cli {

/// A store for a command that does one thing and ends.
struct Tool {
    explicit Tool(Loaded& loaded)
        : redis(context.get_executor(), redis_settings(loaded.settings.redis)),
          store(redis, vault_of(loaded), store::Keys(loaded.settings.shard), loaded.programme,
                store::Vault::random_id()) {}

    /// Runs `work` with Redis ready. @return its exit code; 1 if Redis cannot be had
    int run(asio::awaitable<int> work) {
        redis.start();
        int code = 1;
        asio::co_spawn(context, whole(std::move(work)), [&](const std::exception_ptr& e, int result) {
            code = e ? 1 : result;
            context.stop();
        });
        context.run();
        return code;
    }

    asio::io_context context{1};
    redis::Client redis;
    store::Store store;

private:
    static store::Vault vault_of(const Loaded& loaded) {
        auto vault = store::Vault::open(loaded.settings.data_key);
        if (!vault) throw std::runtime_error("data_key: " + vault.error().message());
        return std::move(*vault);
    }
    asio::awaitable<int> whole(asio::awaitable<int> work) {
        if (auto ready = co_await redis.wait_ready(std::chrono::seconds(5)); !ready) {
            fmt::print(stderr, "warmline: Redis cannot be used: {}\n", ready.error().message());
            co_await redis.stop();
            co_return 1;
        }
        const int code = co_await std::move(work);
        co_await redis.stop();
        co_return code;
    }
};

}  // namespace warmline::cli
