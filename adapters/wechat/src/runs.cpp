#include "runs.hpp"

#include <boost/system/errc.hpp>

namespace warmline::wechat {

std::shared_ptr<Run> Runs::join(bot::Message message, ports::SteadyTime reply_by) {
    auto& slot = running_[message.dedup_key];
    if (slot) return slot;
    slot = std::make_shared<Run>();
    const auto run = slot;  // the work may begin and end at once, and take the slot with it
    tasks_.start(work(run, std::move(message), reply_by));
    return run;
}

asio::awaitable<void> Runs::work(std::shared_ptr<Run> run, bot::Message message, ports::SteadyTime reply_by) {
    boost::system::result<ports::Answer> kept = boost::system::errc::make_error_code(boost::system::errc::io_error);
    std::exception_ptr failure;
    try {
        kept = co_await intake_.handle(message, reply_by);
    } catch (...) {
        failure = std::current_exception();
    }
    running_.erase(message.dedup_key);
    run->result = std::move(kept);
    run->ended.notify();
    if (failure) std::rethrow_exception(failure);
}
}  // namespace warmline::wechat
