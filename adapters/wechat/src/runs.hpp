#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>
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
    Signal ended;
};

/// Messages on their way through the intake. The work outlives the request that brought it; a retry that arrives
/// meanwhile joins it instead of starting it again, and one that arrives later finds its answer in the store.
class Runs {
public:
    Runs(asio::any_io_executor executor, ports::Intake& intake) : intake_(intake), tasks_(std::move(executor)) {}

    [[nodiscard]] std::shared_ptr<Run> join(bot::Message message, ports::SteadyTime reply_by);
    asio::awaitable<void> stop(ports::SteadyTime until) { return tasks_.stop(until); }

private:
    asio::awaitable<void> work(std::shared_ptr<Run> run, bot::Message message, ports::SteadyTime reply_by);

    ports::Intake& intake_;
    std::unordered_map<std::string, std::shared_ptr<Run>> running_;  ///< by dedup key
    Tasks tasks_;
};

}  // namespace warmline::wechat
