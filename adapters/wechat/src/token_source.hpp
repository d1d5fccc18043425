#pragma once
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "ports/channel.hpp"
#include "signal.hpp"
#include "tasks.hpp"
#include "wechat/outcome.hpp"
#include "wechat/token_state.hpp"

namespace warmline::wechat {

/// The access token of one account: one request for it at a time, whoever needs it waits for that one.
class TokenSource {
public:
    using Fetch = std::function<asio::awaitable<TokenAnswer>()>;  ///< must end within a time limit of its own

    /// @param tasks  owns the requests; `fetch` and what it uses must outlive it
    TokenSource(Tasks& tasks, Fetch fetch, std::string account, TokenLimits limits = {});

    /// @return the token, or why none can be had now
    asio::awaitable<std::variant<std::string, ports::SendOutcome>> get(SteadyTime until);
    /// The platform refused `token`.
    void reject(std::string_view token);

private:
    void start_refresh(SteadyTime now);
    asio::awaitable<void> refresh();
    [[nodiscard]] ports::SendOutcome blocked(SteadyTime now) const;

    Tasks& tasks_;
    Fetch fetch_;
    std::string account_;
    TokenLimits limits_;
    TokenState state_;
    Signal changed_;
};

}  // namespace warmline::wechat
