#include "token_source.hpp"

#include <spdlog/spdlog.h>

#include <random>

namespace warmline::wechat {
namespace {
using ports::SendOutcome;
using ports::Sent;

SteadyTime steady_now() { return std::chrono::steady_clock::now(); }

std::chrono::seconds random_up_to(std::chrono::seconds max) {
    static std::minstd_rand generator{std::random_device{}()};
    return std::chrono::seconds(std::uniform_int_distribution<std::int64_t>(0, max.count())(generator));
}
}  // namespace

TokenSource::TokenSource(Tasks& tasks, Fetch fetch, std::string account, TokenLimits limits)
    : tasks_(tasks), fetch_(std::move(fetch)), account_(std::move(account)), limits_(limits), state_(limits) {}

asio::awaitable<std::variant<std::string, SendOutcome>> TokenSource::get(SteadyTime until) {
    for (;;) {
        const auto now = steady_now();
        const auto step = state_.step(now);
        if (step == TokenStep::use_and_refresh || step == TokenStep::refresh) start_refresh(now);
        if (step == TokenStep::use || step == TokenStep::use_and_refresh) co_return state_.token();
        if (step == TokenStep::blocked) co_return blocked(now);
        if (now >= until) co_return SendOutcome{Sent::retry, 0, std::chrono::seconds(1), "no access token in time"};
        co_await changed_.wait(until);
    }
}

void TokenSource::reject(std::string_view token) { state_.rejected(token, steady_now()); }

SendOutcome TokenSource::blocked(SteadyTime now) const {
    if (const int code = state_.fault_code())
        return {Sent::fault, code, std::chrono::milliseconds(0), "no access token: the account's settings are wrong"};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(state_.blocked_until() - now);
    return {Sent::retry, 0, left, "no access token at the moment"};
}

void TokenSource::start_refresh(SteadyTime now) {
    state_.begin_refresh(now);
    tasks_.start(refresh());
}

asio::awaitable<void> TokenSource::refresh() {
    // Whatever becomes of the request, the state must not stay "refreshing".
    TokenAnswer answer;
    try {
        answer = co_await fetch_();
    } catch (...) {
        state_.refresh_failed(0, steady_now());
        changed_.notify();
        throw;
    }
    if (answer.token.empty()) {
        state_.refresh_failed(answer.errcode, steady_now());
        const auto level = state_.fault_code() ? spdlog::level::err : spdlog::level::warn;
        spdlog::log(level, "wechat access token refused account={} errcode={}", account_, answer.errcode);
    } else {
        state_.refreshed(std::move(answer.token), answer.expires_in, random_up_to(limits_.jitter_max), steady_now());
    }
    changed_.notify();
}
}  // namespace warmline::wechat
