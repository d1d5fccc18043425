#include "runs.hpp"

#include <algorithm>
#include <boost/system/errc.hpp>

namespace warmline::wechat {
namespace {
using namespace std::chrono_literals;
using Kept = boost::system::result<ports::Answer>;

constexpr int late_tries_max = 12;  // about five minutes
constexpr std::chrono::seconds late_pause_max = 30s;
}  // namespace

Runs::Runs(asio::any_io_executor executor, ports::Intake& intake, Lost lost)
    : intake_(intake), lost_(std::move(lost)), tasks_(std::move(executor)) {}

std::shared_ptr<Run> Runs::join(bot::Message message, ports::SteadyTime reply_by) {
    auto& slot = running_[message.dedup_key];
    if (slot) return slot;
    slot = std::make_shared<Run>();
    const auto run = slot;  // the work may begin and end at once, and take the slot with it
    tasks_.start(work(run, std::move(message), reply_by));
    return run;
}

asio::awaitable<void> Runs::work(std::shared_ptr<Run> run, bot::Message message, ports::SteadyTime reply_by) {
    Kept kept = boost::system::errc::make_error_code(boost::system::errc::io_error);
    std::exception_ptr failure;
    try {
        kept = co_await keep(*run, message, reply_by);
    } catch (...) {
        failure = std::current_exception();
    }
    if (!kept && run->acknowledged) lost_(message);
    running_.erase(message.dedup_key);
    run->result = std::move(kept);
    run->ended.notify();
    if (failure) std::rethrow_exception(failure);
}

asio::awaitable<Kept> Runs::keep(const Run& run, const bot::Message& message, ports::SteadyTime reply_by) {
    auto pause = 1s;
    for (int tries = 1;; ++tries) {
        auto kept = co_await intake_.handle(message, reply_by);
        if (kept || !run.acknowledged || tries >= late_tries_max) co_return kept;
        asio::steady_timer timer(co_await asio::this_coro::executor, pause);
        co_await timer.async_wait(asio::use_awaitable);
        pause = std::min(2 * pause, late_pause_max);
    }
}
}  // namespace warmline::wechat
