#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "ports/channel.hpp"
#include "signal.hpp"
#include "tasks.hpp"

namespace warmline::wechat {

/// One message on its way through the intake, and who waits for it.
struct Run {
    std::optional<boost::system::result<ports::Answer>> result;
    bool acknowledged =
        false;  ///< the platform was told `success`: it will not call again, so the work is ours to finish
    Signal ended;
};

/// Messages on their way through the intake. The work outlives the request that brought it; a retry that arrives
/// meanwhile joins it instead of starting it again.
class Runs {
public:
    using Lost = std::function<void(const bot::Message&)>;
    /// @param lost  hears of a message that was acknowledged and not kept in the end
    Runs(asio::any_io_executor executor, ports::Intake& intake, Lost lost);

    [[nodiscard]] std::shared_ptr<Run> join(bot::Message message, ports::SteadyTime reply_by);
    asio::awaitable<void> stop(ports::SteadyTime until) { return tasks_.stop(until); }

private:
    asio::awaitable<void> work(std::shared_ptr<Run> run, bot::Message message, ports::SteadyTime reply_by);
    asio::awaitable<boost::system::result<ports::Answer>> keep(const Run& run, const bot::Message& message,
                                                               ports::SteadyTime reply_by);

    ports::Intake& intake_;
    Lost lost_;
    std::unordered_map<std::string, std::shared_ptr<Run>> running_;  ///< by dedup key
    Tasks tasks_;
};

}  // namespace warmline::wechat
