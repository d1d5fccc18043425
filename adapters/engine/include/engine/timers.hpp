#pragma once
#include "engine/engine.hpp"
#include "engine/group.hpp"
#include "engine/worker.hpp"

namespace warmline::engine {

/// Fires the tickets' timers: claimed by lease, so that processes share them; what is due is decided under the ticket's
/// version, so that nothing fires twice in effect.
class Timers {
public:
    Timers(asio::any_io_executor executor, Parts parts, Engine& engine);
    void start() { worker_.start(); }
    asio::awaitable<void> stop();

private:
    asio::awaitable<std::chrono::milliseconds> round();
    asio::awaitable<void> fire(std::string id);
    Parts parts_;
    Engine& engine_;
    Worker worker_;
    Group firing_;
};

}  // namespace warmline::engine
