#pragma once
#include "engine/engine.hpp"
#include "engine/worker.hpp"

namespace warmline::engine {

/// Places tickets for which nobody had room, as soon as somebody has: all of them in one solution (see
/// dispatcher/backlog.hpp), each offered under its own version; and pairs households that wait for a partner. Two
/// processes that do it at once only meet conflicts.
class Backlog {
public:
    Backlog(asio::any_io_executor executor, Parts parts, Engine& engine);
    void start() { worker_.start(); }
    asio::awaitable<void> stop() { return worker_.stop(); }
    /// Somebody may have room now.
    void wake() { worker_.wake(); }

private:
    asio::awaitable<std::chrono::milliseconds> round();
    store::Task<void> pair_households();
    [[nodiscard]] std::vector<const dispatcher::Person*> free_officers() const;
    Parts parts_;
    Engine& engine_;
    Worker worker_;
};

}  // namespace warmline::engine
