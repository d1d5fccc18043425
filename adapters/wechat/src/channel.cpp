#include "wechat/channel.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "tasks.hpp"
#include "token_source.hpp"
#include "wechat/errcode.hpp"
#include "wechat/outcome.hpp"
#include "wechat/reach.hpp"

namespace warmline::wechat {
namespace {
using ports::SendOutcome;
using ports::Sent;

SteadyTime steady_now() { return std::chrono::steady_clock::now(); }

http::ClientRequest post_json(std::string url, std::string body) {
    return {"POST", std::move(url), {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};
}
}  // namespace

class Channel::Impl {
public:
    Impl(asio::any_io_executor executor, AccountSettings account, http::Client& http_client)
        : settings(std::move(account)), client(http_client), tasks(std::move(executor)) {}

    asio::awaitable<TokenAnswer> fetch_token() {
        auto request = post_json(settings.base_url + "/cgi-bin/stable_token",
                                 token_request_json(settings.app_id, settings.secret));
        const auto answer = co_await client.send(std::move(request), steady_now() + settings.limits.api_time_max);
        if (answer) co_return read_token(answer->body);
        spdlog::warn("wechat access token account={}: {}", settings.id, answer.error().message());
        co_return TokenAnswer{};
    }

    asio::awaitable<SendOutcome> post(std::string access_token, std::string body, SteadyTime until) {
        const auto token = boost::urls::encode(access_token, boost::urls::unreserved_chars);
        auto request =
            post_json(settings.base_url + "/cgi-bin/message/custom/send?access_token=" + token, std::move(body));
        const auto deadline = std::min(until, steady_now() + settings.limits.api_time_max);
        const auto answer = co_await client.send(std::move(request), deadline);
        co_return answer ? outcome_of_answer(answer->status, answer->body) : outcome_of_failure(answer.error());
    }

    asio::awaitable<SendOutcome> send(std::string body, SteadyTime until) {
        if (const auto wait = throttle.wait(steady_now()); wait.count() > 0)
            co_return SendOutcome{Sent::retry, 0, wait, "the channel pauses at the platform's request"};
        SendOutcome outcome;
        for (int tries = 0; tries < 2; ++tries) {
            const auto token = co_await tokens.get(until);
            if (const auto* none = std::get_if<SendOutcome>(&token)) co_return *none;
            const auto& used = std::get<std::string>(token);
            outcome = co_await post(used, body, until);
            if (class_of(outcome.code) != ErrcodeClass::token) break;
            tokens.reject(used);
        }
        throttle.note(outcome, steady_now());
        co_return outcome;
    }

    AccountSettings settings;
    http::Client& client;
    Tasks tasks;
    TokenSource tokens{tasks, [this] { return fetch_token(); }, settings.id, settings.limits.token};
    Throttle throttle;
};

Channel::Channel(asio::any_io_executor executor, AccountSettings settings, http::Client& client)
    : impl_(std::make_unique<Impl>(std::move(executor), std::move(settings), client)) {}
Channel::~Channel() = default;

const AccountSettings& Channel::settings() const noexcept { return impl_->settings; }

asio::awaitable<SendOutcome> Channel::send(std::string to, std::string text, ports::SteadyTime until) {
    auto outcome = co_await impl_->send(text_message_json(to, text), until);
    if (outcome.what != Sent::delivered) {
        const auto level = outcome.what == Sent::retry ? spdlog::level::info : spdlog::level::warn;
        spdlog::log(level, "wechat message not delivered account={} code={}: {}", impl_->settings.id, outcome.code,
                    outcome.why);
    }
    co_return outcome;
}

bot::Reach Channel::after_inbound(bot::Reach before, const bot::Message& message, dispatcher::Time now) const {
    return wechat::after_inbound(before, message, now, impl_->settings.limits);
}

bool Channel::may_send(const bot::Reach& reach, dispatcher::Time now) const { return wechat::may_send(reach, now); }

asio::awaitable<void> Channel::stop() { co_await impl_->tasks.stop(steady_now()); }

}  // namespace warmline::wechat
