#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <optional>

#include "bot/late_reading.hpp"
#include "dispatcher/ids.hpp"
#include "ports/second_reader.hpp"

namespace warmline::engine {

namespace asio = boost::asio;

/// One question to the second reader. Shared by the turn that waits for it and the task that asks: the turn may end
/// first, and then the answer, when it comes, may still add something.
struct Consultation {
    Consultation(asio::any_io_executor executor, dispatcher::ConversationId of, bot::Understanding read)
        : conversation(std::move(of)), first(std::move(read)), changed_(std::move(executor)) {}

    const dispatcher::ConversationId conversation;
    const bot::Understanding first;
    std::optional<bot::Joined> joined;      ///< both readings, once the answer has come and may be followed
    bool over = false;                      ///< there is an answer, or there will be none
    bool used = false;                      ///< the turn had it in time
    std::optional<bot::Answered> answered;  ///< the turn was committed without it

    void end() {
        over = true;
        changed_.cancel();
    }
    /// Returns when it is over, or at `until`. For one who waits.
    asio::awaitable<void> wait(ports::SteadyTime until) {
        while (!over && std::chrono::steady_clock::now() < until) {
            changed_.expires_at(until);
            boost::system::error_code ignored;
            co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
    }

private:
    asio::steady_timer changed_;
};

}  // namespace warmline::engine
