#pragma once
#include "engine/engine.hpp"
#include "engine/worker.hpp"

namespace warmline::engine {

/// The daily round (P1, S3): at the programme's hours every liaison is asked what the team needs. What is due is
/// decided under the person's version, so that however many processes look, each is asked once.
class Outreach {
public:
    Outreach(asio::any_io_executor executor, Parts parts, Engine& engine);
    void start() { worker_.start(); }
    asio::awaitable<void> stop() { return worker_.stop(); }

private:
    asio::awaitable<std::chrono::milliseconds> round();
    Parts parts_;
    Engine& engine_;
    Worker worker_;
};

}  // namespace warmline::engine
