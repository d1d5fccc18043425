#pragma once
#include <boost/system/error_code.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "ports/channel.hpp"
#include "wechat/token_state.hpp"

namespace warmline::wechat {

/// The body of message/custom/send for one text, as raw UTF-8 (the platform refuses \uXXXX). The text is clean()ed and
/// shortened to sent_text_bytes_max.
[[nodiscard]] std::string text_message_json(std::string_view to, std::string_view text);
/// The body of stable_token.
[[nodiscard]] std::string token_request_json(std::string_view app_id, std::string_view secret);

/// The errcode of an answer, 0 included; nothing if the body is not a JSON object with one.
[[nodiscard]] std::optional<int> read_errcode(std::string_view body);

struct TokenAnswer {
    int errcode = 0;  ///< 0 and an empty token: there was no answer that we understand
    std::string token{};
    std::chrono::seconds expires_in{0};
};
[[nodiscard]] TokenAnswer read_token(std::string_view body);

/// What became of a message, by the errcode; by HTTP status and body; by the failure of the request.
[[nodiscard]] ports::SendOutcome outcome_of_code(int errcode);
[[nodiscard]] ports::SendOutcome outcome_of_answer(unsigned status, std::string_view body);
[[nodiscard]] ports::SendOutcome outcome_of_failure(const boost::system::error_code& ec);

/// Keeps a whole channel back after the platform asked for it (-1, 45009, 45011, 45033, HTTP 5xx): the pause doubles
/// while it keeps asking, up to a minute or six times the first pause.
class Throttle {
public:
    /// @return how long no message may go out; 0 if one may
    [[nodiscard]] std::chrono::milliseconds wait(SteadyTime now) const noexcept;
    /// Takes note of what a message became, and sets `retry_after` of one to be retried.
    void note(ports::SendOutcome& outcome, SteadyTime now) noexcept;

private:
    SteadyTime until_{};
    int streak_ = 0;
};

}  // namespace warmline::wechat
